/** Why a call of a platform's API did not do what it should, by what can be done about it. */
export type ChatFailure =
  /** The platform is busy or away, or took it and did not say so: look what is there, then try again. */
  | { readonly kind: "later"; readonly afterMs: number | null }
  /** The channel: only people in it, or an admin, can mend that. */
  | { readonly kind: "place"; readonly code: string; readonly says: string }
  /** The app's installation: whoever runs the bot can mend that. */
  | { readonly kind: "account"; readonly code: string; readonly says: string }
  /** A request that was understood and refused: ours to mend. */
  | { readonly kind: "request"; readonly code: string };

/** Anything that is no failure of a call comes back as null: a bug of ours. */
export type FailureOf = (error: unknown) => ChatFailure | null;
