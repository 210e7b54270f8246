import { escapeForGo, isExactlyEscapable } from "./path-filter.js";

interface Node {
  /** The next character to what may follow it; `undefined` ends a prefix. */
  readonly next: Map<string, Node | undefined>;
}

/** Go refuses expressions nested deeper than 1,000 (`maxHeight` in regexp/syntax), and each character nests once. */
const LONGEST_PREFIX = 400;

/**
 * The prefixes that `filterOfPathsOutside` can express. Leaving one out is safe: its files then count as outside.
 */
export function expressiblePrefixes(prefixes: readonly string[]): string[] {
  return prefixes.filter((prefix) => prefix.length <= LONGEST_PREFIX && isExactlyEscapable(prefix));
}

/**
 * A filter for esbuild that matches every path which starts with none of these prefixes.
 *
 * Go's regular expressions have no lookahead. A path starts differently exactly if it ends inside the prefixes'
 * common tree of characters, or leaves that tree with a character it doesn't have there.
 *
 * @param prefixes as `expressiblePrefixes` returned them
 */
export function filterOfPathsOutside(prefixes: readonly string[]): RegExp {
  const root: Node = { next: new Map() };
  for (const prefix of prefixes) {
    // Nothing is outside of the empty prefix.
    if (prefix === "") return /[^\s\S]/;
    insert(root, [...prefix]);
  }
  return new RegExp(`^${leaving(root)}`);
}

function insert(root: Node, characters: readonly string[]): void {
  let node = root;
  for (const [index, character] of characters.entries()) {
    const isLast = index === characters.length - 1;
    const known = node.next.has(character);
    const child = node.next.get(character);
    // A shorter prefix covers this one.
    if (known && child === undefined) return;
    if (isLast) {
      node.next.set(character, undefined);
      return;
    }
    const follower = child ?? { next: new Map() };
    node.next.set(character, follower);
    node = follower;
  }
}

function leaving({ next }: Node): string {
  if (next.size === 0) return "";
  const others = `[^${[...next.keys()].map(escapeInClass).join("")}]`;
  const deeper = [...next]
    .filter((entry): entry is [string, Node] => entry[1] !== undefined)
    .map(([character, child]) => `${escapeForGo(character)}${leaving(child)}`);
  return `(?:${["$", others, ...deeper].join("|")})`;
}

function escapeInClass(character: string): string {
  return /[\\\]^-]/.test(character) ? `\\${character}` : character;
}
