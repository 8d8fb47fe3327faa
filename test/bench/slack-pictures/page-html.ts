import type { KnownBlock, ModalView } from "@slack/types";
import { box, escaped, type Html, words } from "../pictures/html.ts";
import { blocksHtml } from "./block-html.ts";
import { clientStyle } from "./client-style.ts";

/** What one picture shows: messages below each other, or a form. */
export type Picture =
  | { readonly messages: readonly { readonly blocks: readonly KnownBlock[] }[]; readonly files: readonly string[] }
  | { readonly view: ModalView };

/** A page of its own for a screen so many points wide. */
export function pageHtml(picture: Picture, width: number): Html {
  const body = "view" in picture ? viewHtml(picture.view) : messagesHtml(picture);
  const look = width < 500 ? "phone" : "desktop";
  return `<!doctype html><meta charset="utf-8"><style>${clientStyle}</style><body>${box(
    `screen ${look}" style="width:${width}px`,
    body,
  )}</body>`;
}

function messagesHtml({ messages, files }: Extract<Picture, { messages: unknown }>): Html {
  const drawn = messages.map(({ blocks }, index) => {
    const name = box("name", words("bold", "Shark Tank"), words("app", "APP"), words("time", "3:04 PM"));
    const attached = index === 0 ? files.map((file) => box("file-card", escaped(file))) : [];
    const message = box("message", box("avatar", ""), box("content", name, blocksHtml(blocks), ...attached));
    return `${index === 1 ? box("thread", `${messages.length - 1} below`) : ""}${message}`;
  });
  return drawn.join("");
}

function viewHtml({ title, close, submit, blocks }: ModalView): Html {
  const buttons = [words("button", close?.text ?? "Cancel"), ...(submit ? [words("button primary", submit.text)] : [])];
  return box(
    "modal",
    box("modal-title", escaped(title.text)),
    box("modal-body", blocksHtml(blocks)),
    box("modal-end", ...buttons),
  );
}
