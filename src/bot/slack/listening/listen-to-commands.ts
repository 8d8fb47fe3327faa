import type { App } from "@slack/bolt";
import { refusePath } from "../../chat/listening/refuse-path.ts";
import { runAsked } from "../../chat/listening/run-asked.ts";
import { isReading, runCommand } from "../../commands/run-command.ts";
import type { WantedForm } from "../../forms/form-facts.ts";
import { answering, type Desk, openForm } from "./desk.ts";
import { plainText } from "./plain-text.ts";

/** `/pitch`, `/vote` and `/tank`, each with the installation's prefix. */
export function listenToCommands(app: App, desk: Desk): void {
  const { prefix } = desk.settings;
  for (const name of ["pitch", "vote", "tank"] as const) {
    app.command(`/${prefix}${name}`, async ({ command, ack, respond }) => {
      await ack();
      const { user_id: user, user_name: called, channel_id: channel, trigger_id: trigger } = command;
      const asker = { user, channel, thread: null };
      await answering(
        desk,
        asker,
        async () => {
          const by = await desk.people.nameOf(user, called);
          const text = `/${name} ${await plainText(command.text, desk.people)}`;
          const wanted = formOf(text);
          if (wanted !== null) return openForm(desk, { wanted, by, asker, trigger });
          return runAsked(desk.place, {
            eventId: `command:${trigger}`,
            channel,
            who: await desk.whoIs(by, asker),
            isReading: isReading(text),
            run: (tank) => runCommand(tank, { by, text, files: [], readFile: refusePath }),
          });
        },
        respond,
      );
    });
  }
}

/** Commands that say nothing yet, for which a form is easier; null for what can be run as it is. */
function formOf(text: string): WantedForm | null {
  const [, name, word, pitch, ...more] = /^\/(\w+)(?:\s+(\S+))?(?:\s+(\S+))?([\s\S]*)$/.exec(text.trim()) ?? [];
  if (word === undefined) return name === "pitch" || name === "vote" ? { form: name } : null;
  if (more.join("").trim() !== "") return null;
  if (name === "tank" && word === "measure" && pitch === undefined) return { form: "measure" };
  if (pitch === undefined || pitch.includes("=")) return null;
  if (name === "pitch" && word === "edit") return { form: "pitch-edit", pitch };
  if (name === "pitch" && word === "code") return { form: "code", pitch };
  if (name === "tank" && (word === "ask" || word === "proof")) return { form: word, pitch };
  const question = /^q?(\d{1,6})$/i.exec(pitch)?.[1];
  return name === "tank" && word === "answer" && question !== undefined
    ? { form: "answer", question: Number(question) }
    : null;
}
