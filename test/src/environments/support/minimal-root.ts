import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { emptyFolder } from "../../support/temporary-folder.js";

/** The top of this repository, mounted at the same place in every root. */
export const TOP = resolve(import.meta.dirname, "../../../..");

/** A shell, and what npm's programs are started with: as little as a slim image has. */
const PROGRAMS = ["sh", "env"] as const;

/**
 * A file system with a shell and these programs and the libraries they load; Node is mounted into it when something
 * runs in it. Unless named, git is not in it.
 *
 * @returns its folder
 */
export function minimalRoot(...programs: readonly string[]): string {
  const root = emptyFolder("root");
  for (const folder of ["bin", "usr/bin", "dev", "proc", "tmp"])
    mkdirSync(join(root, folder), { recursive: true });
  const found = [...PROGRAMS, ...programs].map((name) => [name, whereIs(name)] as const);
  for (const [name, path] of found) copyFileSync(path, join(root, "bin", name));
  symlinkSync("/bin/env", join(root, "usr/bin/env"));
  for (const library of librariesOf([process.execPath, ...found.map(([, path]) => path)])) {
    mkdirSync(join(root, dirname(library)), { recursive: true });
    copyFileSync(library, join(root, library));
  }
  return root;
}

/**
 * Puts the packages of this repository where a project in the root has its own, as links to where they are mounted.
 * Links from one package of a workspace to another stay links within the project.
 *
 * @param folder absolute path of the folder to fill, outside
 * @param from a `node_modules` of this repository
 */
export function linkPackages(folder: string, from: string): void {
  if (!existsSync(from)) return;
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const link = join(folder, entry.name);
    if (entry.name.startsWith("@") && entry.isDirectory()) linkPackages(link, source);
    // Hidden folders are caches; links are this repository's own packages.
    else if (entry.name === ".bin" || !/^\./.test(entry.name))
      copyLink(entry.isSymbolicLink(), source, link);
  }
}

function copyLink(isOwnPackage: boolean, source: string, link: string): void {
  if (!isOwnPackage) symlinkSync(source, link);
  else execFileSync("cp", ["--no-dereference", source, link]);
}

function whereIs(program: string): string {
  return execFileSync("sh", ["-c", 'command -v "$1"', "sh", program], { encoding: "utf8" }).trim();
}

/** Also the rest of the C library, which native modules of packages load. */
function librariesOf(programs: readonly string[]): Set<string> {
  const listing = execFileSync("ldd", programs, { encoding: "utf8" });
  const paths = [...listing.matchAll(/(?:=> |^\t)(\/\S+) \(0x/gm)].map(([, path = ""]) => path);
  const folder = dirname(paths.find((path) => /\/libc\./.test(path)) ?? "/lib");
  const rest = readdirSync(folder).filter((name) =>
    /^lib(dl|m|pthread|rt|util)\.so\.\d$/.test(name),
  );
  return new Set([...paths, ...rest.map((name) => join(folder, name))]);
}
