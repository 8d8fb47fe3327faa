import type { CandidateFiles } from "../../candidate.ts";
import { type FoundTouches, findTouches } from "./find-touches.ts";
import type { CodeTouches } from "./touch.ts";

/** More than this nobody reads through. */
const mostTouches = 50;

/** Codes whose touches are kept in memory: a round's pitches and the baseline, several times over. */
const mostKept = 100;
const kept = new Map<string, FoundTouches>();

/** A set of files under the hash that it is stored by. */
export interface StoredCode {
  readonly sha256: string;
  readonly files: CandidateFiles;
}

/**
 * What a candidate touches and the baseline doesn't. The same name touched in the same way by both is no news: the
 * vote is about the change, and the accepted kernel has been looked at before. Line numbers play no part in that, since
 * they move with every edit; so a second `time.time` beside the baseline's is not told.
 */
export function newTouches(candidate: StoredCode, baseline: StoredCode): CodeTouches {
  const { touches, unread } = touchesOf(candidate);
  const known = new Set(touchesOf(baseline).touches.map(({ kind, name }) => `${kind} ${name}`));
  const news = touches.filter(({ kind, name }) => !known.has(`${kind} ${name}`));
  return {
    touches: news.slice(0, mostTouches),
    more: Math.max(0, news.length - mostTouches),
    asBaseline: touches.length - news.length,
    unread,
  };
}

/** Code never changes under its hash, and a living message asks for it at every edit. */
function touchesOf({ sha256, files }: StoredCode): FoundTouches {
  const found = kept.get(sha256) ?? findTouches(files);
  kept.delete(sha256);
  kept.set(sha256, found);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return found;
}
