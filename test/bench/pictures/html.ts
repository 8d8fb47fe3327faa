/** A piece of HTML whose text was escaped. */
export type Html = string;

export function escaped(text: string): Html {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

export function tag(name: string, className: string, ...inner: readonly Html[]): Html {
  return `<${name} class="${className}">${inner.join("")}</${name}>`;
}

export function box(className: string, ...inner: readonly Html[]): Html {
  return tag("div", className, ...inner);
}

export function words(className: string, text: string): Html {
  return tag("span", className, escaped(text));
}
