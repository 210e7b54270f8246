/**
 * The versions of exactly the tracked definitions in this bundle.
 *
 * The bundler plugin provides it. Where that is missing, as in a test runner's own configuration, it can't be
 * found: `Cannot find package 'virtual:versions'`.
 *
 * Add `"types": ["unplugin-inlineage/client"]` to the compiler options, or
 * `/// <reference types="unplugin-inlineage/client" />` to a file of your own.
 */
declare module "virtual:versions" {
  /** One tracked definition of the bundle, its version and how that was obtained. */
  export interface ManifestEntry {
    readonly kind: "class" | "method" | "accessor" | "field" | "function" | "files" | "package";
    /** Relative to the repository's top level (to the root when there is no repository), with `/`. */
    readonly file: string;
    /** Counts from 1. */
    readonly line: number;
    readonly version: string;
    /** The last commit that touched the file, or `null` when none could be proven. */
    readonly commit: string | null;
    /** Committer date of `commit`, RFC 3339. */
    readonly commitDate: string | null;
    /** What answered: the git program, the repository read in-process, a snapshot file, the content itself or a package.json. */
    readonly source: "git" | "repository" | "snapshot" | "content" | "package";
    /** What the version follows: the file, or its import closure. */
    readonly scope: "file" | "closure";
    /** Of a closure its files, named as `file` is, sorted. */
    readonly files?: readonly string[];
    /** Of a closure the third-party packages it reaches, in the versions that were resolved. */
    readonly packages?: readonly { readonly name: string; readonly version: string }[];
    /** Of `.dvc` files and Git LFS pointers the data they name: `md5:HASH`, `sha256:HASH`. */
    readonly data?: readonly string[];
    /**
     * SHA-256 (hex) over what the file's code does: comments, formatting, types and marks don't move it. `text:` and
     * a SHA-256 over every character where the code can't be read.
     */
    readonly fingerprint: string;
  }

  /** The names and no others, where the option `dts` writes them; without it any name may be asked for. */
  export interface Versions {}

  /** Name to version, frozen, names in code-unit order. */
  const versions: Readonly<keyof Versions extends never ? Record<string, string> : Versions>;
  export default versions;

  /** Name to what is known of it. Costs nothing in the bundle when not imported. */
  export const manifest: Readonly<
    Record<keyof Versions extends never ? string : keyof Versions, ManifestEntry>
  >;
}
