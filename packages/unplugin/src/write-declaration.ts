import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { declarationText, InlineageError, type Manifest } from "@inlineage/core";

/**
 * Writes the names of a bundle where TypeScript finds them; not when they are there already, since editors and
 * watchers read the file anew.
 *
 * @param path from the root
 * @throws {InlineageError} `UNREADABLE_FILE`
 */
export function writeDeclaration(manifest: Manifest, path: string, root: string): void {
  const file = resolve(root, path);
  const text = declarationText(manifest);
  if (contentOf(file) === text) return;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (cause) {
    throw new InlineageError({
      code: "UNREADABLE_FILE",
      message: 'the declaration file of the option "dts" can\'t be written',
      remedy: "make it writable for the user who runs the build, or give dts another path.",
      location: { file },
      cause,
    });
  }
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
