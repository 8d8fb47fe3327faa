import pc from "picocolors";
import wrapAnsi from "wrap-ansi";
import { runCommand } from "../commands/run-command.ts";
import type { OpenTank } from "../open-tank.ts";
import { attachFile } from "./attach-file.ts";
import { banner } from "./banner.ts";
import { ownName } from "./chat.ts";
import { renderCard, type TerminalLook } from "./render-card.ts";

/** What a newcomer sees first: where they are, how to talk, and where the season stands. */
export async function welcome({ tank, season }: OpenTank, look: TerminalLook): Promise<string> {
  const paint = pc.createColors(look.colours);
  const art =
    look.width >= 68 && season.settings.voice === "show" ? `${paint.cyan(banner)}\n` : `${season.settings.title}\n\n`;
  const me = ownName();
  const status = await runCommand(tank, { by: me, text: "/tank status", files: [], readFile: attachFile });
  const how = `You are @${me}; "@ada /pitch …" speaks for ada. /tank help shows what you can say, Tab completes, the up arrow repeats, quit leaves.`;
  return `${art}${wrapAnsi(how, Math.min(look.width, 100))}\n\n${renderCard(status.card, look)}`;
}
