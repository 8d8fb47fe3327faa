import { type ApplicationCommandDataResolvable, ApplicationCommandOptionType as Kind } from "discord.js";

/** A command as a bot has them: a group, a subcommand, a required text, a file, suggestions, a choice. */
export const tankCommand: ApplicationCommandDataResolvable = {
  name: "tank",
  description: "The tank.",
  options: [
    {
      type: Kind.SubcommandGroup,
      name: "host",
      description: "For hosts.",
      options: [
        {
          type: Kind.Subcommand,
          name: "open",
          description: "Opens a round.",
          options: [
            { type: Kind.String, name: "title", description: "Its title.", required: true, maxLength: 20 },
            { type: Kind.Attachment, name: "kernel", description: "A kernel." },
            { type: Kind.String, name: "pitch", description: "A pitch.", autocomplete: true },
            { type: Kind.Integer, name: "days", description: "How long.", choices: [{ name: "a week", value: 7 }] },
          ],
        },
      ],
    },
    { type: Kind.Subcommand, name: "me", description: "You." },
  ],
};

export const openCommand = { path: ["tank", "host", "open"], options: { title: "reduce" } } as const;
