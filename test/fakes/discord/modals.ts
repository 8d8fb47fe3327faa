import type { ShownModal } from "./interactions.ts";

/** What people have on their screens: one modal at a time. */
export interface Modals {
  show(modal: ShownModal): void;
  /** The one on this person's screen, or the named one. */
  open(userId: string, id?: string): ShownModal;
  close(modal: ShownModal): void;
  isOpen(modal: ShownModal): boolean;
  of(userId: string): readonly ShownModal[];
}

export function createModals(): Modals {
  const shown: ShownModal[] = [];
  const onScreen = new Map<string, ShownModal>();
  return {
    show(modal) {
      shown.push(modal);
      onScreen.set(modal.userId, modal);
    },
    open(userId, id) {
      const modal =
        id === undefined ? onScreen.get(userId) : shown.find((one) => one.id === id && one.userId === userId);
      if (modal === undefined) throw new Error("This person has no modal on their screen.");
      return modal;
    },
    close(modal) {
      if (onScreen.get(modal.userId) === modal) onScreen.delete(modal.userId);
    },
    isOpen: (modal) => onScreen.get(modal.userId) === modal,
    of: (userId) => shown.filter((modal) => modal.userId === userId),
  };
}
