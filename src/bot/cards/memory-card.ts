import type { MemoryView } from "../../rounds/memory/memory-view.ts";
import type { Card } from "./card.ts";
import { plural } from "./numbers.ts";

/** How much there is to know; the whole of it is for programs, as JSON. */
export function memoryCard({ learned, kernel, round }: MemoryView): Card {
  const { approaches, constraints, lessons } = learned;
  const count = (status: string) => approaches.filter((approach) => approach.status === status).length;
  const whose = kernel.baseline.promotedFrom === null ? "the problem's own" : `"${kernel.baseline.promotedFrom}"`;
  const facts = [
    {
      name: "Approaches",
      value: `${count("viable")} viable, ${count("eliminated")} eliminated, ${count("proven")} proven`,
    },
    { name: "Constraints", value: `${constraints.length}` },
    { name: "Other lessons", value: `${lessons.length}` },
    { name: "Best kernel", value: `${whose}, ${plural(kernel.lineage.length - 1, "promotion")} from the first` },
    { name: "Round", value: round === null ? "none yet" : `${round.row.number}, ${round.phase}` },
  ];
  return {
    title: "What this season remembers",
    lead: "What an agent should read before it writes code.",
    mood: "neutral",
    sections: [
      { kind: "facts", facts },
      { kind: "code", heading: "All of it, as JSON", text: "npm run tank -- do '/tank memory' --json" },
    ],
    footer: "People read it as /tank learned, /tank kernel and /tank history.",
  };
}
