/** What somebody had filled in, under the options' names; what the game names is apart. */
export interface Said {
  readonly given: Readonly<Record<string, string>>;
  readonly others: Readonly<Record<string, string>>;
}
