import type { MappedText } from "./mapped-text.ts";
import type { Given, Value } from "./value.ts";

/** Hops from alias to alias, and parts on the way. */
const mostHops = 80;
/** A name that may mean more than this means anything. */
const mostPaths = 16;

/** What a language says of calls and items beyond names: `getattr(time, "time")` is `time.time`. */
export interface LanguageMeanings {
  /** Undefined: a call like any other. */
  callPaths(callee: string, given: readonly Given[], of: Meanings, hops: number): readonly string[] | undefined;
  itemPaths(of: string, key: string): readonly string[];
  /** The value whose texts a call gives on, such as `text.strip()`. */
  textOfCall(callee: string, given: readonly Given[]): Value | null;
}

/** Looks up what values mean, once the whole file has been seen. */
export class Meanings {
  private readonly known = new Map<Value, readonly string[]>();

  private readonly language: LanguageMeanings;
  /** What was put on `self` and the like, by name. */
  private readonly fields: ReadonlyMap<string, readonly Value[]>;

  constructor(language: LanguageMeanings, fields: ReadonlyMap<string, readonly Value[]>) {
    this.language = language;
    this.fields = fields;
  }

  /** Full names that a value may have; `?` stands for a thing of unknown origin, `()` for what a call returns. */
  pathsOf(value: Value, hops = 0): readonly string[] {
    const known = this.known.get(value);
    if (known !== undefined) return known;
    if (hops > mostHops) return ["?"];
    // What is asked for again while it is looked up goes round in a circle.
    this.known.set(value, []);
    const found = [...new Set(this.find(value, hops + 1))].slice(0, mostPaths);
    this.known.set(value, found);
    return found;
  }

  private find(value: Value, hops: number): readonly string[] {
    if (value.kind === "path") return [value.path];
    if (value.kind === "name") {
      const meanings = value.scope.meaningsOf(value.name);
      return meanings === null ? [value.name] : this.pathsOfAll(meanings, hops);
    }
    if (value.kind === "part") return this.partPaths(value, hops);
    if (value.kind === "item") return this.itemPaths(value, hops);
    if (value.kind === "call") {
      return this.pathsOf(value.of, hops).flatMap((callee) => {
        return this.language.callPaths(callee, value.given, this, hops) ?? (callee === "?" ? ["?"] : [`${callee}()`]);
      });
    }
    if (value.kind === "either") return this.pathsOfAll(value.values, hops);
    return ["?"];
  }

  private pathsOfAll(values: readonly Value[], hops: number): readonly string[] {
    const found = new Set<string>();
    for (const each of values) {
      for (const path of this.pathsOf(each, hops)) found.add(path);
      if (found.size > mostPaths) break;
    }
    return [...found];
  }

  private partPaths({ of, name }: Extract<Value, { kind: "part" }>, hops: number): readonly string[] {
    return this.pathsOf(of, hops).flatMap((path) => {
      if (!path.startsWith("?")) return [`${path}.${name}`];
      const fields = path === "?" ? this.fields.get(name) : undefined;
      const through = fields === undefined ? [] : this.pathsOfAll(fields, hops).filter((each) => !each.startsWith("?"));
      return [`?.${name}`, ...through];
    });
  }

  private itemPaths({ of, key }: Extract<Value, { kind: "item" }>, hops: number): readonly string[] {
    const keys = this.exactTexts(key, hops) ?? [];
    const found = this.pathsOf(of, hops).flatMap((path) => keys.flatMap((text) => this.language.itemPaths(path, text)));
    return found.length > 0 ? found : ["?"];
  }

  /** Texts of one piece, and nothing of them worked out: what can be a name. */
  exactTexts(value: Value, hops = 0): readonly string[] | null {
    const { texts, whole, exact } = this.textsOf(value, hops);
    if (!whole || !exact) return null;
    const sum = this.sumOf(value);
    return sum ? [texts.map(({ text }) => text).join("")] : texts.map(({ text }) => text);
  }

  private sumOf(value: Value): boolean {
    if (value.kind !== "name") return value.kind === "sum";
    const meanings = value.scope.meaningsOf(value.name) ?? [];
    return meanings.length === 1 && meanings[0]?.kind === "sum";
  }

  /** The texts that a value may be or is made of; not whole where a part of it stands nowhere in the file. */
  textsOf(value: Value, hops = 0): Texts {
    if (hops > mostHops) return nowhere;
    if (value.kind === "text") return { texts: [value.text], whole: true, exact: value.exact };
    if (value.kind === "sum" || value.kind === "either" || value.kind === "list") {
      return this.textsOfAll(value.values, hops + 1);
    }
    if (value.kind === "name") return this.textsOfAll(value.scope.meaningsOf(value.name) ?? [], hops + 1);
    if (value.kind === "item") return this.textsOf(value.of, hops + 1);
    if (value.kind === "call") {
      for (const path of this.pathsOf(value.of, hops)) {
        const given = this.language.textOfCall(path, value.given);
        if (given !== null) return this.textsOf(given, hops + 1);
      }
      // A method of a text: `source.replace("a", "b")`.
      if (value.of.kind === "part") return this.textsOf(value.of.of, hops + 1);
    }
    return nowhere;
  }

  private textsOfAll(values: readonly Value[], hops: number): Texts {
    const all = values.slice(0, mostTexts).map((each) => this.textsOf(each, hops));
    const texts = all.flatMap((each) => each.texts).slice(0, mostTexts);
    const whole = values.length > 0 && values.length <= mostTexts && all.every((each) => each.whole);
    return { texts, whole, exact: all.every(({ exact }) => exact) };
  }
}

interface Texts {
  readonly texts: readonly MappedText[];
  readonly whole: boolean;
  /** Nothing in them was worked out and is only stood for. */
  readonly exact: boolean;
}

const nowhere: Texts = { texts: [], whole: false, exact: false };

const mostTexts = 1000;
