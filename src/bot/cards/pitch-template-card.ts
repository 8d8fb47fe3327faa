import { sayAllowed } from "../../rounds/knobs/knob-values.ts";
import type { Knob } from "../../rounds/knobs/knobs.ts";
import type { ApproachStatus } from "../../rounds/season.ts";
import type { Card, ListItem, Section } from "./card.ts";

interface TemplateApproach {
  readonly key: string;
  readonly name: string;
  readonly status: ApproachStatus;
}

/** A pitch to fill in, with what this season allows in its fields. */
export function pitchTemplateCard(approaches: readonly TemplateApproach[], knobs: readonly Knob[]): Card {
  const viable = approaches.find(({ status }) => status === "viable")?.key ?? "wild-card";
  const items = approaches.map(({ key, name, status }): ListItem => {
    const dead = status === "eliminated" ? ', eliminated: add answer="why this time is different"' : "";
    return { text: `${key}: ${name}${status === "proven" ? ", proven" : dead}` };
  });
  return {
    title: "A pitch to fill in",
    lead: "Title, approach and a number are all it takes. Code comes as knobs, as a file, or after the vote.",
    mood: "neutral",
    sections: [
      { kind: "code", text: `/pitch "Title" approach=${viable} speedup=1.5 reason="why, from this kernel"` },
      { kind: "list", heading: "Approaches", items: [...items, { text: "wild-card: none of these" }] },
      ...knobSection(knobs),
    ],
    footer: "Add --file kernel.ts for a changed kernel. /tank help pitch names the other fields.",
  };
}

function knobSection(knobs: readonly Knob[]): readonly Section[] {
  const free = knobs.filter(({ allowed }) => allowed.kind !== "locked");
  if (free.length === 0) return [];
  const items = free.map(({ name, value, allowed }) => ({ text: `${name}=${value}, may be ${sayAllowed(allowed)}` }));
  return [{ kind: "list", heading: "Knobs", items }];
}
