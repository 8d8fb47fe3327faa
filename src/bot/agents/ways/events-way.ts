import { UserError } from "../../../rounds/user-error.ts";
import type { Asking, Way } from "./way.ts";

/** How long somebody reads on with a token that was ended. */
const lookAgainMs = 30_000;

/** What happens in the season, as server-sent events (docs/events.md), for as long as the token opens anything. */
export const eventsWay: Way = {
  methods: ["GET"],
  async serve({ door, request, response, closing, stillIn }) {
    const out = new AbortController();
    const looking = setInterval(() => void look({ stillIn }, out), lookAgainMs);
    try {
      await door.events.serve(request, response, AbortSignal.any([closing, out.signal]));
    } finally {
      clearInterval(looking);
    }
  },
};

async function look({ stillIn }: Pick<Asking, "stillIn">, out: AbortController): Promise<void> {
  try {
    await stillIn();
  } catch (error) {
    // A database that is away for a moment is no reason to hang up.
    if (error instanceof UserError && error.code.startsWith("token-")) out.abort();
  }
}
