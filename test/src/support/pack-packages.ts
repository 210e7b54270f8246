import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { execa } from "execa";
import { emptyFolder, projectFolder, sharedFolder } from "./temporary-folder.js";

export const PACKAGES = ["core", "runtime", "unplugin"] as const;
export type PackageName = (typeof PACKAGES)[number];

export interface Tarball {
  /** Absolute. */
  filename: string;
  /** Paths of the files in it. */
  paths: readonly string[];
}

interface PackReport {
  filename: string;
  files: readonly { path: string }[];
}

interface Outcome {
  packed?: Record<PackageName, Tarball>;
  failure?: string;
}

const TOP = resolve(import.meta.dirname, "../../..");
const NOT_SOURCES = /\/(?:dist|node_modules)$/;

/**
 * Compiles and packs the packages in a folder of their own, as from a clean checkout: `dist` in the work tree may
 * still hold what sources that are gone were compiled to. Once a run: the first test file to ask has it done, and
 * others wait.
 */
export async function packPackages(): Promise<Record<PackageName, Tarball>> {
  const [isFirst, folder] = sharedFolder("packed");
  const report = join(folder, "report.json");
  if (isFirst) {
    const outcome = await packAfresh().then(
      (packed) => ({ packed }),
      (error: unknown) => ({ failure: String(error) }),
    );
    // Whole at once, for those that wait for it.
    writeFileSync(`${report}.part`, JSON.stringify(outcome));
    renameSync(`${report}.part`, report);
  }
  while (!existsSync(report)) await setTimeout(100);
  const { packed, failure } = JSON.parse(readFileSync(report, "utf8")) as Outcome;
  if (packed === undefined) throw new Error(failure);
  return packed;
}

async function packAfresh(): Promise<Record<PackageName, Tarball>> {
  const checkout = projectFolder("checkout");
  const destination = emptyFolder("tarballs");
  cpSync(join(TOP, "tsconfig.base.json"), join(checkout, "tsconfig.base.json"));
  const scope = join(checkout, "node_modules/@inlineage");
  mkdirSync(scope, { recursive: true });
  for (const name of PACKAGES) copyPackage(name, checkout);
  // As npm links workspaces: otherwise the packages of the work tree would be found, further up.
  symlinkSync(join(checkout, "packages/core"), join(scope, "core"), "junction");
  const folders = PACKAGES.map((name) => join("packages", name));
  await execa(join(TOP, "node_modules/.bin/tsc"), ["--build", ...folders], { cwd: checkout });
  await execa("npm", ["run", "bundle"], { cwd: join(checkout, "packages/core") });
  const packed = folders.map(async (folder): Promise<Tarball> => {
    const { stdout } = await execa(
      "npm",
      ["pack", "--json", "--ignore-scripts", "--pack-destination", destination],
      { cwd: join(checkout, folder) },
    );
    const [report] = Object.values(JSON.parse(stdout) as Record<string, PackReport>);
    if (!report) throw new Error(`npm packed nothing in ${folder}`);
    const paths = report.files.map(({ path }) => path);
    return { filename: join(destination, report.filename), paths };
  });
  const [core, runtime, unplugin] = (await Promise.all(packed)) as [Tarball, Tarball, Tarball];
  return { core, runtime, unplugin };
}

function copyPackage(name: PackageName, checkout: string): void {
  const from = join(TOP, "packages", name);
  const to = join(checkout, "packages", name);
  cpSync(from, to, { recursive: true, filter: (path) => !NOT_SOURCES.test(path) });
  // What npm could not hoist; not the folder itself, which holds the compiler's notes on the work tree.
  const ownPackages = join(from, "node_modules");
  if (!existsSync(ownPackages)) return;
  mkdirSync(join(to, "node_modules"));
  for (const entry of readdirSync(ownPackages)) {
    if (entry === ".cache") continue;
    symlinkSync(join(ownPackages, entry), join(to, "node_modules", entry), "junction");
  }
}
