/** Of commands, from Discord's reference: characters, and how many of each there may be. */
export const commandLimits = {
  name: 32,
  description: 100,
  options: 25,
  choices: 25,
  choiceName: 100,
  choiceValue: 100,
  /** Names, descriptions and values of one command with all that is in it. */
  whole: 8000,
} as const;
