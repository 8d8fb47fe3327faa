import { printable } from "../../rounds/candidate.ts";
import { parseKnobSettings } from "../../rounds/knobs/knob-settings.ts";
import { UserError } from "../../rounds/user-error.ts";
import { type Call, type Command, commandPath } from "../command.ts";
import { notText, readPitchMarkdown } from "../grammar/pitch-markdown.ts";

const largestMarkdownBytes = 128 * 1024;

/** The same command, which also takes its options from an attached Markdown file; what is typed goes before. */
export function takingMarkdown(command: Command): Command {
  return {
    ...command,
    async run(given, call) {
      const { given: all, call: rest } = withMarkdown(command, given, call);
      return command.run(all, rest);
    },
  };
}

function withMarkdown(command: Command, given: Readonly<Record<string, string>>, call: Call) {
  const isMarkdown = ({ name }: { readonly name: string }) => /\.(md|markdown)$/i.test(name);
  const [file, ...more] = call.files.filter(isMarkdown);
  if (file === undefined) return { given, call };
  if (more.length > 0) {
    const message = `${more.length + 1} Markdown files came with one pitch.`;
    throw new UserError("markdown-twice", message, "Send one pitch at a time, each with a command of its own.");
  }
  const name = printable(file.name);
  const { knobs, ...said } = readPitchMarkdown(name, markdownText({ ...file, name }));
  const odd = Object.keys(said).find((option) => !Object.hasOwn(command.options.shape, option));
  if (odd !== undefined) {
    throw new UserError("unknown-option", `${commandPath(command)} takes no ${odd} from a file.`, "Leave it out.");
  }
  const settings = knobs === undefined ? [] : parseKnobSettings(knobs);
  const others = {
    ...Object.fromEntries(settings.map(({ name, values }) => [name, values.join("|")])),
    ...call.others,
  };
  return {
    given: { ...said, ...given },
    call: { ...call, others, files: call.files.filter((each) => !isMarkdown(each)) },
  };
}

function markdownText({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }): string {
  if (bytes.length > largestMarkdownBytes) {
    const size = Math.ceil(bytes.length / 1024);
    const message = `${name} has ${size} KB; a pitch has at most ${largestMarkdownBytes / 1024} KB.`;
    throw new UserError("file-too-large", message, "Attach code as a file of its own.");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw notText(name);
  }
}
