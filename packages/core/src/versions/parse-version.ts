/** What a version string says, see `formatVersion`. */
export type ParsedVersion =
  | { form: "commit"; commit: string }
  | {
      form: "dirty";
      commit: string;
      /** The first digits of the blob id. */
      blob: string;
    }
  /** Also of several files, of which no object has the id. */
  | { form: "blob"; blob: string };

const ID = "[0-9a-f]{40}(?:[0-9a-f]{24})?";
const VERSION = new RegExp(`^(?:(${ID})(?:-dirty\\.([0-9a-f]{12}))?|(?:blob|files):(${ID}))$`);

/** @returns `undefined` for what isn't a version of code, but a value or the version of a package */
export function parseVersion(value: unknown): ParsedVersion | undefined {
  const parts = typeof value === "string" ? VERSION.exec(value) : null;
  if (!parts) return undefined;
  const [, commit, edit, blob] = parts;
  if (blob !== undefined) return { form: "blob", blob };
  if (commit === undefined) return undefined;
  return edit === undefined ? { form: "commit", commit } : { form: "dirty", commit, blob: edit };
}
