/**
 * The settings of one git configuration file: git-config(1), "Syntax". Nothing is included, expanded or run.
 *
 * @returns `section.name` in lower case (`section.sub.name` with the subsection as written) to the last value, a
 * setting without one being `"true"`; or `undefined` for a text that git refuses as well
 */
export function readConfig(text: string): ReadonlyMap<string, string> | undefined {
  const settings = new Map<string, string>();
  let section = "";
  const source = text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
  let position = 0;
  while (position < source.length) {
    const token = matchAt(TOKEN, source, position);
    if (!token) return undefined;
    position += token[0].length;
    const { head, sub, name, equals } = token.groups ?? {};
    if (head !== undefined) {
      const subsection = sub === undefined ? "" : `.${sub.replace(/\\(.)/g, "$1")}`;
      section = `${head.toLowerCase()}${subsection}.`;
    } else if (name !== undefined) {
      const { value, end } = equals
        ? readValue(source, position)
        : { value: "true", end: position };
      if (value === undefined) return undefined;
      settings.set(section + name.toLowerCase(), value);
      position = end;
    }
  }
  return settings;
}

/** No other white space of Unicode is any to git (git-compat-util.h, `isspace`). */
const BLANK = /[ \t\r\n]+|[#;][^\n]*/;
const SECTION = /\[(?<head>[\w.-]+)(?:[ \t]+"(?<sub>(?:[^"\\\n]|\\[^\n])*)")?\]/;
const SETTING = /(?<name>[a-zA-Z][\w-]*)[ \t]*(?:(?<equals>=)|\n|$)/;
const TOKEN = new RegExp(`${BLANK.source}|${SECTION.source}|${SETTING.source}`, "y");

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  b: "\b",
  '"': '"',
  "\\": "\\",
  "\n": "",
};

/** A value without its quotes, escapes, comment and surrounding blanks; it ends with its line, or the file. */
function readValue(source: string, start: number): { value: string | undefined; end: number } {
  let value = "";
  /** Blanks count only before something else. */
  let length = 0;
  let quoted = false;
  let position = start;
  for (; position < source.length && source[position] !== "\n"; position++) {
    const character = source[position] as string;
    if (!quoted && (character === "#" || character === ";")) {
      position = (source.indexOf("\n", position) + 1 || source.length + 1) - 1;
      break;
    }
    if (!quoted && /[ \t\r]/.test(character)) {
      if (length > 0) value += character;
      continue;
    }
    if (character === '"') {
      quoted = !quoted;
    } else if (character === "\\") {
      const escaped = ESCAPES[source[++position] ?? ""];
      if (escaped === undefined) return { value: undefined, end: position };
      value += escaped;
    } else {
      value += character;
    }
    length = value.length;
  }
  return { value: quoted ? undefined : value.slice(0, length), end: position };
}

/** Git's words for no; what is neither is an error to it, or a number in a form of its own. */
export function isFalse(value: string): boolean {
  return /^(?:false|no|off|[+-]?0+[kmg]?|)$/i.test(value);
}

/** Git's words for yes: git-config(1), "Values". */
export function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(?:true|yes|on|[+-]?0*[1-9]\d*[kmg]?)$/i.test(value);
}
