import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { EdgeVM } from "@edge-runtime/vm";
import { build } from "esbuild";
import { execa } from "execa";
import { startChromium } from "../../support/chromium.js";
import { chromiumPath } from "../../support/chromium-path.js";
import type { PlatformAnswer, RecordTexts } from "./everywhere-program.js";

type Ask = (records: RecordTexts) => Promise<PlatformAnswer>;

const program = new URL("./everywhere-program.ts", import.meta.url).pathname;
const require = createRequire(import.meta.url);
/** The program itself: its wrapper in `.bin` doesn't pass the end on. */
const { default: workerd } = require("workerd") as { default: string };

/** A project outside of the repository that has the package installed. */
async function makeProject(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "inlineage-platform-"));
  const scope = join(folder, "node_modules", "@inlineage");
  await mkdir(scope, { recursive: true });
  await symlink(
    dirname(require.resolve("@inlineage/runtime/package.json")),
    join(scope, "runtime"),
  );
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ type: "module", dependencies: { "@inlineage/runtime": "*" } }),
  );
  return folder;
}

async function bundle(format: "esm" | "iife", tail: string, external: string[]): Promise<string> {
  const result = await build({
    stdin: {
      contents: `import { everywhere } from ${JSON.stringify(program)};\n${tail}`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    write: false,
    format,
    platform: "neutral",
    external,
  });
  return result.outputFiles[0]?.text ?? "";
}

/** For platforms that run a file: the package as it is installed, not bundled. */
async function runFile(
  records: RecordTexts,
  command: (file: string) => readonly [string, ...string[]],
): Promise<PlatformAnswer> {
  const tail = `console.log(JSON.stringify(await everywhere(${JSON.stringify(records)})));`;
  const folder = await makeProject();
  try {
    const file = join(folder, "program.mjs");
    await writeFile(file, await bundle("esm", tail, ["@inlineage/runtime"]));
    const [executable, ...args] = command(file);
    const { stdout } = await execa(executable, args, {
      preferLocal: true,
      localDir: import.meta.dirname,
      cwd: folder,
    });
    return JSON.parse(stdout) as PlatformAnswer;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function askChromium(records: RecordTexts): Promise<PlatformAnswer> {
  const script = await bundle("iife", "globalThis.everywhere = everywhere;", []);
  const browser = await startChromium();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: script });
    const call = `everywhere(${JSON.stringify(records)})`;
    return await page.evaluate<PlatformAnswer>(call);
  } finally {
    await browser.close();
  }
}

async function askEdgeRuntime(records: RecordTexts): Promise<PlatformAnswer> {
  const vm = new EdgeVM();
  vm.evaluate(await bundle("iife", "globalThis.everywhere = everywhere;", []));
  const call = `everywhere(${JSON.stringify(records)}).then(JSON.stringify)`;
  return JSON.parse(await vm.evaluate<Promise<string>>(call)) as PlatformAnswer;
}

/** What Cloudflare's workers run in. */
async function askWorkerd(records: RecordTexts): Promise<PlatformAnswer> {
  const tail = `export default {
    fetch: async () => Response.json(await everywhere(${JSON.stringify(records)})),
  };`;
  const folder = await makeProject();
  const config = `using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (
      services = [(name = "main", worker = (
        modules = [(name = "main", esModule = embed "main.js")], compatibilityDate = "2025-01-01"))],
      sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]);`;
  await writeFile(join(folder, "main.js"), await bundle("esm", tail, []));
  await writeFile(join(folder, "config.capnp"), config);
  const server = spawn(workerd, ["serve", "config.capnp", "--control-fd=3"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit", "pipe"],
  });
  const ended = once(server, "close");
  try {
    const response = await fetch(`http://127.0.0.1:${await listeningPort(server)}/`);
    return (await response.json()) as PlatformAnswer;
  } finally {
    server.kill();
    await ended;
    await rm(folder, { recursive: true });
  }
}

/** workerd tells on its third descriptor, a JSON object a line. */
async function listeningPort(server: ChildProcess): Promise<number> {
  const lines = createInterface({ input: server.stdio[3] as Readable });
  for await (const line of lines) {
    const { event, port } = JSON.parse(line) as { event: string; port: number };
    if (event === "listen") return port;
  }
  throw new Error("workerd ended before it listened");
}

function deno(args: string[]): [string, ...string[]] {
  return ["deno", "run", "--node-modules-dir=manual", ...args];
}

/** Platforms by name, each with a way to ask it, and whether it has a hostname to tell. */
export const platforms: Record<string, { ask: Ask; hasHostname: boolean }> = {
  Node: {
    ask: (records) => runFile(records, (file) => [process.execPath, file]),
    hasHostname: true,
  },
  Bun: { ask: (records) => runFile(records, (file) => ["bun", file]), hasHostname: true },
  Deno: {
    ask: (records) => runFile(records, (file) => deno(["--allow-read", "--allow-sys", file])),
    hasHostname: true,
  },
  "Deno without permissions": {
    ask: (records) => runFile(records, (file) => deno(["--no-prompt", file])),
    hasHostname: false,
  },
  "the edge runtime": { ask: askEdgeRuntime, hasHostname: false },
  workerd: { ask: askWorkerd, hasHostname: false },
};

if (chromiumPath) {
  platforms.Chromium = { ask: askChromium, hasHostname: false };
} else {
  console.warn("no Chromium found: leaving it out (Debian: apt-get install chromium)");
}
