/** A JSON value, and the line it begins on; or why there is none. */
export type JsonLine =
  | { kind: "value"; line: number; value: unknown; text: string }
  | { kind: LineProblem; line: number; text: string };

export type LineProblem =
  /** It ends in the middle of a value. */
  "cut-off" | "not-json" | "too-long";

export interface JsonValues {
  /** @param line without its line end; `undefined` for one too long to be kept */
  add(line: string | undefined): void;
  /** There are no more lines. */
  end(): void;
}

interface Unfinished {
  line: number;
  lines: string[];
  length: number;
  /** Closing brackets to come, the innermost last. */
  closing: string[];
}

/** In UTF-16 units. A document of many lines is a snapshot or a response; events come a line each. */
const MAX_DOCUMENT = 16 * 1024 ** 2;
const MAX_NESTING = 100;
const STRING = /"(?:[^"\\]|\\.)*"/g;

/**
 * Finds the JSON values in lines: one a line, or one over several lines as programs print it for people. A value that
 * never ends takes no other line with it: where the next line can't continue it, that line begins a value of its own.
 *
 * @param tell is called for every value and every line without one, in their order
 */
export function createJsonValues(tell: (found: JsonLine) => void): JsonValues {
  let number = 0;
  let unfinished: Unfinished | undefined;

  function single(line: number, text: string, mayGoOn: boolean): void {
    const value = parsed(text);
    const opening = value || !mayGoOn ? undefined : openingOf(line, text);
    if (value) tell({ kind: "value", line, value: value.json, text });
    else if (opening) unfinished = opening;
    else if (text.trim() !== "")
      tell({ kind: isCutOff(text) ? "cut-off" : "not-json", line, text });
  }

  /** The value that was begun isn't one: its first line is to blame, the others may be values themselves. */
  function giveUp({ line, lines }: Unfinished, mayGoOn: boolean): void {
    unfinished = undefined;
    const [first = "", ...others] = lines;
    tell({ kind: "cut-off", line, text: first });
    others.forEach((text, index) => {
      read(line + 1 + index, text, mayGoOn);
    });
  }

  function read(line: number, text: string, mayGoOn: boolean): void {
    if (unfinished && !canFollow(unfinished, text)) giveUp(unfinished, true);
    if (unfinished) goOn(unfinished, text);
    else single(line, text, mayGoOn);
  }

  function goOn(current: Unfinished, text: string): void {
    current.lines.push(text);
    current.length += text.length;
    const state = nest(current.closing, text);
    if (state === "open" && current.length <= MAX_DOCUMENT) return;
    const whole = state === "closed" ? current.lines.join("\n") : "";
    const value = parsed(whole);
    // Without letting another value go on from here: the lines are read a second time, but not over and over.
    if (value) {
      unfinished = undefined;
      tell({ kind: "value", line: current.line, value: value.json, text: whole });
    } else giveUp(current, false);
  }

  return {
    add(text) {
      number++;
      if (text === undefined) {
        if (unfinished) giveUp(unfinished, false);
        tell({ kind: "too-long", line: number, text: "" });
      } else read(number, text, true);
    },
    end() {
      if (unfinished) giveUp(unfinished, false);
    },
  };
}

/** Also what follows a tab: `kcat -f '%k\t%s\n'` and Kafka's console consumer print keys so. */
function parsed(text: string): { json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    const tab = text.indexOf("\t");
    return tab > 0 && !/^\s*[{[]/.test(text) ? parsed(text.slice(tab + 1)) : undefined;
  }
}

function openingOf(line: number, text: string): Unfinished | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  const closing: string[] = [];
  if (nest(closing, text) !== "open") return undefined;
  return { line, lines: [text], length: text.length, closing };
}

/** Takes a line's brackets into account. Strings never reach over the end of a line. */
function nest(closing: string[], text: string): "open" | "closed" | "impossible" {
  const bare = text.replace(STRING, "");
  if (bare.includes('"')) return "impossible";
  for (const [bracket] of bare.matchAll(/[{}[\]]/g)) {
    if (bracket === "{") closing.push("}");
    else if (bracket === "[") closing.push("]");
    else if (closing.pop() !== bracket) return "impossible";
  }
  if (closing.length > MAX_NESTING) return "impossible";
  return closing.length > 0 ? "open" : "closed";
}

/** Whether JSON's grammar lets a line that begins an object or an array come next. */
function canFollow({ lines, closing }: Unfinished, text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return true;
  const before = lines.at(-1)?.trimEnd().at(-1) ?? "";
  return before === ":" || (closing.at(-1) === "]" && (before === "," || before === "["));
}

function isCutOff(text: string): boolean {
  return (
    /^\s*[{[]/.test(text) && (nest([], text) === "open" || text.replace(STRING, "").includes('"'))
  );
}
