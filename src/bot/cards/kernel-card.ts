import { sayAllowed } from "../../rounds/knobs/knob-values.ts";
import type { KernelView } from "../../rounds/memory/kernel-view.ts";
import type { Card, Section } from "./card.ts";
import { microseconds } from "./numbers.ts";

/** What must be beaten: whose it is, its knobs and what they may be, its times. */
export function kernelCard({ season, problem, baseline, knobs }: KernelView): Card {
  const show = season.voice === "show";
  const from = baseline.promotedFrom === null ? "the problem's own baseline" : `"${baseline.promotedFrom}"`;
  return {
    title: show ? "CURRENT KERNEL STATE" : "Current kernel",
    lead: `${problem.title}: ${from}, ${baseline.sha256.slice(0, 12)}.`,
    mood: "neutral",
    sections: [knobSection(knobs), timesSection(baseline)],
    footer:
      "/tank measure num_ab_stage=3 tries a knob privately; /pitch takes knobs, or a changed kernel as a file.".replaceAll(
        "num_ab_stage=3",
        exampleSetting(knobs),
      ),
  };
}

/** A setting that this kernel's knobs allow, to try things with. */
function exampleSetting(knobs: KernelView["knobs"]): string {
  for (const { name, value, allowed } of knobs) {
    if (allowed.kind === "list") return `${name}=${allowed.values.find((each) => each !== value) ?? value}`;
    if (allowed.kind === "range") return `${name}=${Number(value) < allowed.max ? allowed.max : allowed.min}`;
  }
  return "--file kernel.ts";
}

function knobSection(knobs: KernelView["knobs"]): Section {
  if (knobs.length === 0) return { kind: "text", heading: "Knobs", text: "No knobs are marked in this kernel." };
  const items = knobs.map(({ name, value, allowed }) => ({
    text: `${name} = ${value}, ${allowed.kind === "locked" ? `locked: ${allowed.why}` : `may be ${sayAllowed(allowed)}`}`,
  }));
  return { kind: "list", heading: "Knobs", items };
}

function timesSection({ reading }: KernelView["baseline"]): Section {
  if (reading === null) return { kind: "text", text: "Not timed yet: the next round's opening does that." };
  return {
    kind: "table",
    heading: `Timed on ${reading.machine}`,
    columns: [
      { name: "Case", align: "left" },
      { name: "Time", align: "right" },
    ],
    rows: reading.cases.map(({ label, us }) => [label, microseconds(us)]),
  };
}
