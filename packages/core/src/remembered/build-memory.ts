import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { readKept, writeKept } from "./kept-file.js";
import { projectFile } from "./project-file.js";

/** What was found out about texts by earlier builds of a project, and by this one for the next. */
export interface BuildMemory {
  /**
   * What `find` gives for a text; remembered when it was given before. Nothing is kept when it throws.
   *
   * @param circumstances all that the answer depends on beside the text and this package, as JSON
   * @param find gives what JSON can express
   */
  recall<Value>(text: string | Uint8Array, circumstances: unknown, find: () => Value): Value;
  /** Keeps what is new, soon: not while a bundler waits. */
  keep(): void;
}

const FORMAT = "inlineage modules 2";
/** A project has a file of its own; several may share a folder. */
const MOST_FILES = 16;
const MOST_CHARACTERS = 8 * 1024 * 1024;

/** @param root absolute path of the project; nothing is kept where there is no `node_modules` */
export function createBuildMemory(root: string): BuildMemory {
  const values = new Map<string, string>();
  let file: string | undefined;
  let isOpen = false;
  let isNew = false;
  let isWaiting = false;

  /** Read when it is first needed: a build without marks never does. */
  function open(): void {
    isOpen = true;
    file = projectFile(root, "modules");
    const kept = file === undefined ? undefined : readKept(file, FORMAT);
    if (kept === undefined) return;
    for (const [key, value] of JSON.parse(kept) as [string, string][]) values.set(key, value);
  }

  function write(): void {
    isWaiting = false;
    isNew = false;
    const kept: [string, string][] = [];
    let characters = 0;
    // What was asked for last is last.
    for (const entry of [...values].reverse()) {
      // One huge module leaves the others their room.
      if (characters + entry[1].length > MOST_CHARACTERS) continue;
      characters += entry[1].length;
      kept.push(entry);
    }
    kept.reverse();
    values.clear();
    for (const [key, value] of kept) values.set(key, value);
    if (file !== undefined) writeKept(file, FORMAT, JSON.stringify(kept), MOST_FILES);
  }

  return {
    recall<Value>(text: string | Uint8Array, circumstances: unknown, find: () => Value): Value {
      if (!isOpen) open();
      const key = keyOf(text, circumstances);
      const known = values.get(key);
      if (known !== undefined) {
        values.delete(key);
        values.set(key, known);
        return JSON.parse(known) as Value;
      }
      const value = find();
      values.set(key, JSON.stringify(value));
      isNew = true;
      return value;
    },
    keep() {
      if (!isNew || isWaiting) return;
      isWaiting = true;
      setImmediate(write);
    },
  };
}

function keyOf(text: string | Uint8Array, circumstances: unknown): string {
  return (
    createHash("sha256")
      .update(`${packagesUsed()}\n${JSON.stringify(circumstances)}\n`)
      // UTF-8 has no halves of surrogate pairs: texts that differ in these alone would be one.
      .update(typeof text === "string" ? Buffer.from(text, "utf16le") : text)
      .digest("hex")
  );
}

let used: string | undefined;

/** This package by its content, and those whose work is in the answers by their versions. */
function packagesUsed(): string {
  if (used !== undefined) return used;
  const { resolve } = createRequire(import.meta.url);
  // Not by `require`, which takes twice as long.
  const versionOf = (name: string) =>
    (JSON.parse(readFileSync(resolve(`${name}/package.json`), "utf8")) as { version: string })
      .version;
  used = [
    hash(readFileSync(fileURLToPath(import.meta.url))),
    versionOf("@babel/parser"),
    versionOf("magic-string"),
  ].join(" ");
  return used;
}

function hash(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
