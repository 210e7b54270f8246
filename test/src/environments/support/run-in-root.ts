import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { TOP } from "./minimal-root.js";

export interface Mount {
  /** Absolute path outside. */
  from: string;
  /** Absolute path in the root; default: the same. */
  to?: string;
  readOnly?: boolean;
}

export interface RootedCommand {
  /** A folder made by `minimalRoot`. */
  root: string;
  /** Shell text, run by the root's own `sh`. */
  command: string;
  /** Absolute path in the root. */
  cwd: string;
  mounts?: readonly Mount[];
  env?: Record<string, string>;
  /** Numeric user and group; default: root. */
  user?: number;
}

export interface RootedRun {
  ok: boolean;
  /** Standard output. */
  stdout: string;
  /** Standard output and error together. */
  printed: string;
}

const DEVICES = ["null", "zero", "urandom"] as const;

/**
 * Runs a command with a folder as its whole file system: `chroot` in a mount namespace of its own, which takes its
 * mounts along when it ends. Where the tests aren't run by root, a user namespace makes them so.
 *
 * @throws where this machine has neither
 */
export async function runInRoot(request: RootedCommand): Promise<RootedRun> {
  await requireNamespaces();
  const { root, command, cwd, env, user = 0 } = request;
  const mounts = [...standardMounts(), ...(request.mounts ?? [])];
  const script = [
    "set -e",
    ...mounts.flatMap((mount) => mountLines(root, mount)),
    `exec chroot ${user === 0 ? "" : `--userspec=${user}:${user} `}${quoted(root)} /bin/sh -c 'cd "$1" && eval "$2"' sh "$1" "$2"`,
  ].join("\n");
  const { exitCode, stdout, all } = await execa(
    "unshare",
    [...NAMESPACES, "sh", "-c", script, "sh", cwd, command],
    {
      all: true,
      reject: false,
      extendEnv: false,
      env: {
        // For the script, which needs chroot and mount, and for the root alike.
        PATH: "/usr/sbin:/sbin:/usr/bin:/bin",
        HOME: "/tmp",
        LC_ALL: "C.UTF-8",
        NO_COLOR: "1",
        ...env,
      },
    },
  );
  return { ok: exitCode === 0, stdout, printed: all };
}

/** Like `runInRoot`, for what has to succeed. */
export async function outputInRoot(request: RootedCommand): Promise<RootedRun> {
  const run = await runInRoot(request);
  if (!run.ok) throw new Error(`${request.command} failed in ${request.root}:\n${run.printed}`);
  return run;
}

const isRoot = process.getuid?.() === 0;
const NAMESPACES = ["--mount", ...(isRoot ? [] : ["--map-root-user"])];

async function requireNamespaces(): Promise<void> {
  const { failed, message } = await execa("unshare", [...NAMESPACES, "true"], { reject: false });
  if (failed) {
    throw new Error(
      `these tests build in a file system of their own, which takes Linux and root or user namespaces: run them as root, or allow unshare --map-root-user\n${message}`,
    );
  }
}

/** @throws where the tests are not run by root */
export function requireRoot(): void {
  if (!isRoot)
    throw new Error("this test hands files to another user, which takes root: run it as root");
}

function standardMounts(): Mount[] {
  return [
    { from: process.execPath, to: "/usr/bin/node", readOnly: true },
    ...DEVICES.map((name) => ({ from: `/dev/${name}` })),
    { from: "/proc" },
    { from: join(TOP, "node_modules"), readOnly: true },
    { from: join(TOP, "packages"), readOnly: true },
  ];
}

function mountLines(root: string, { from, to = from, readOnly = false }: Mount): string[] {
  const target = join(root, to);
  const isFile = from === process.execPath || from.startsWith("/dev/");
  mkdirSync(isFile ? dirname(target) : target, { recursive: true });
  if (isFile) writeFileSync(target, "", { flag: "a" });
  // Recursive, since a user namespace may not uncover what a mount below hides: mount_namespaces(7).
  const line = `mount --rbind ${quoted(from)} ${quoted(target)}`;
  return readOnly ? [line, `mount -o remount,bind,ro ${quoted(target)}`] : [line];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
