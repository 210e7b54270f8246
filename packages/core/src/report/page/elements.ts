type Child = Node | string;
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

const SVG = "http://www.w3.org/2000/svg";

/** Makes an element. Children that are texts stay texts, whatever is in them. An attribute that is false is left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

export function drawn(tag: string, attributes: Attributes, ...children: readonly Child[]): Element {
  const made = document.createElementNS(SVG, tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

/** A text that somebody else chose, kept from changing the direction of what is around it. */
export function quoted(text: string, className = ""): HTMLElement {
  return element("bdi", { class: className || undefined }, text);
}

export function button(label: string, act: () => void, attributes: Attributes = {}): HTMLElement {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", act);
  return made;
}

/** A section with a heading that it is named by. */
export function section(id: string, heading: string, ...children: readonly Child[]): HTMLElement {
  return element(
    "section",
    { id, "aria-labelledby": `${id}-heading` },
    element("h2", { id: `${id}-heading` }, heading),
    ...children,
  );
}

/** A table that scrolls by itself where it is too wide, also by keyboard. */
export function table(caption: string, columns: readonly string[], rows: readonly HTMLElement[]) {
  return element(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
    element(
      "table",
      {},
      element("caption", {}, caption),
      element(
        "thead",
        {},
        element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name))),
      ),
      element("tbody", {}, ...rows),
    ),
  );
}

export interface GradualList {
  /** To stand below the items: a button that adds as many more, until there are none. */
  below: HTMLElement;
  /** Adds items until this one is there. */
  reveal(index: number): void;
}

/** Fills an element with the first items. */
export function fillGradually(
  parent: HTMLElement,
  items: readonly (() => HTMLElement)[],
  shown: number,
): GradualList {
  let next = 0;
  const more = button("", () => {
    const [first] = add();
    first?.setAttribute("tabindex", "-1");
    first?.focus();
  });
  const below = element("p", { class: "actions" }, more);
  function add(): HTMLElement[] {
    const added = items.slice(next, next + shown).map((make) => make());
    parent.append(...added);
    next += added.length;
    const left = items.length - next;
    more.textContent = `Show ${Math.min(shown, left)} more of ${left}`;
    below.hidden = left === 0;
    return added;
  }
  add();
  return {
    below,
    reveal(index) {
      while (index >= next && next < items.length) add();
    },
  };
}

function setAttributes(made: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false)
      made.setAttribute(name, value === true ? "" : `${value}`);
  }
}
