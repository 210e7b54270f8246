/** A file of a framework that holds its code in blocks between markup: a single-file component. */
const COMPONENT = /\.(vue|svelte|astro)$/;

const COMMENT = String.raw`<!--[\s\S]*?-->`;
const ATTRIBUTES = String.raw`(?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?)*`;
const OPENING_TAG = new RegExp(`${COMMENT}|<([a-z][\\w-]*)(${ATTRIBUTES})\\s*(/?)>`, "gi");
const TEMPLATE_TAG = new RegExp(
  String.raw`${COMMENT}|<(/?)template(?=[\s/>])(?:"[^"]*"|'[^']*'|[^"'>])*?(/?)>`,
  "gi",
);
const LANGUAGE = /\slang\s*=\s*["']?([\w-]*)/;
const FRONTMATTER = /^(\uFEFF?\s*---)([\s\S]*?\n)[^\S\n]*---/;
const TEMPLATE_ELSEWHERE = /<template\s(?:[^>]*\s)?src\s*=/i;
const OTHER_THAN_LINE_BREAK = /[^\n\r\u2028\u2029]/g;

interface TextRange {
  start: number;
  end: number;
}

export function isComponent(file: string): boolean {
  return COMPONENT.test(file);
}

/**
 * The code of a component as a module of its own: all that is no code is blank, so that every place in it is the
 * place in the file.
 *
 * What Vue and Svelte find in several script blocks they compile to one module. Of an Astro file it is the
 * frontmatter: its script elements are modules of their own, in another bundle.
 *
 * @param file its extension decides the language
 */
export function componentScript(code: string, file: string): string {
  let script = "";
  let at = 0;
  for (const { start, end } of scriptRanges(code, file)) {
    script += `${blank(code.slice(at, start))}${code.slice(start, end)}`;
    at = end;
    if (at < code.length) {
      // What follows in another block is another statement.
      script += ";";
      at += 1;
    }
  }
  return script + blank(code.slice(at));
}

/**
 * Whether the markup of a component may use what its scripts declare under a name: says the name as a word,
 * be it in a comment. (What stays declared does no harm.)
 *
 * @param isBlock whether the code is a block that was taken out of the component, so that its markup isn't there to see
 */
export function mayMarkupUse(name: string, code: string, file: string, isBlock: boolean): boolean {
  // The blocks of an Astro file are modules of their own.
  if (isBlock) return COMPONENT.exec(file)?.[1] !== "astro";
  let markup = "";
  let at = 0;
  for (const { start, end } of scriptRanges(code, file)) {
    markup += `${code.slice(at, start)} `;
    at = end;
  }
  markup += code.slice(at);
  // `$name` is the value of a store of that name in Svelte.
  const word = `(?<!\\p{ID_Continue})${name.replaceAll("$", "\\$")}(?![\\p{ID_Continue}$])`;
  return TEMPLATE_ELSEWHERE.test(markup) || new RegExp(word, "u").test(markup);
}

function scriptRanges(code: string, file: string): TextRange[] {
  switch (COMPONENT.exec(file)?.[1]) {
    case "astro":
      return frontmatterOf(code);
    case "vue":
      return scriptBlocks(code, true);
    default:
      return scriptBlocks(code, false);
  }
}

function frontmatterOf(code: string): TextRange[] {
  const match = FRONTMATTER.exec(code);
  if (!match) return [];
  const [, opening = "", content = ""] = match;
  return [{ start: opening.length, end: opening.length + content.length }];
}

/**
 * @param blocksOnly whether all there is are blocks side by side, whose content is nobody else's business (Vue), or
 * markup anywhere (Svelte, which finds its scripts in the same way: `compiler/preprocess` in its sources)
 */
function scriptBlocks(code: string, blocksOnly: boolean): TextRange[] {
  const scripts: TextRange[] = [];
  const tags = new RegExp(OPENING_TAG);
  for (let tag = tags.exec(code); tag; tag = tags.exec(code)) {
    const [, name = "", attributes = "", selfClosing] = tag;
    const isScript = name.toLowerCase() === "script";
    if (name === "" || selfClosing || !(isScript || blocksOnly)) continue;
    const start = tags.lastIndex;
    const end = isMarkup(name, attributes)
      ? endOfTemplate(code, start)
      : endOfText(code, name, start);
    if (isScript) scripts.push({ start, end });
    tags.lastIndex = end;
  }
  return scripts;
}

/** Only these can hold blocks of their own name. */
function isMarkup(name: string, attributes: string): boolean {
  return name === "template" && (LANGUAGE.exec(attributes)?.[1] ?? "html") === "html";
}

function endOfText(code: string, name: string, start: number): number {
  const closing = new RegExp(`</${name}\\s*>`, "gi");
  closing.lastIndex = start;
  return closing.exec(code)?.index ?? code.length;
}

function endOfTemplate(code: string, start: number): number {
  const tags = new RegExp(TEMPLATE_TAG);
  tags.lastIndex = start;
  let depth = 1;
  for (let tag = tags.exec(code); tag; tag = tags.exec(code)) {
    const [text, closing, selfClosing] = tag;
    if (text.startsWith("<!--") || selfClosing) continue;
    depth += closing ? -1 : 1;
    if (depth === 0) return tag.index;
  }
  // Out of balance, as by a tag in an attribute's text: rather too much markup than a script that is missed.
  return Math.max(start, code.lastIndexOf("</template"));
}

function blank(text: string): string {
  return text.replace(OTHER_THAN_LINE_BREAK, " ");
}
