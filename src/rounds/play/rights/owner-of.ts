const parts = /^(?<owner>[^/]+)\/(?<agent>[^/]+)$/;

/** Who answers for what a name does: `sam` for the agent `sam/skeptic`; a person for themselves. */
export function ownerOf(name: string): string {
  return parts.exec(name)?.groups?.["owner"] ?? name;
}

/** An agent's name holds its owner's, so that whatever shows the one shows the other. */
export function isAgent(name: string): boolean {
  return parts.test(name);
}

/** Two names of one person: themselves and their agents. */
export function haveOneOwner(one: string, other: string): boolean {
  return ownerOf(one) === ownerOf(other);
}

/** True for one of these names, and for the owner of an agent among them: a person answers for their agents. */
export function answersFor(by: string, names: readonly string[]): boolean {
  return names.some((name) => name === by || ownerOf(name) === by);
}
