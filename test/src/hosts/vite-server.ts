import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, onTestFinished } from "vitest";
import { cleanEnvironment } from "../support/clean-environment.js";
import type { SmallProject } from "./small-project.js";

export interface ServerOptions {
  /** The folder of the project that is the server's root; default: the project's own. */
  root?: string;
  /** The plugin's options, as source text. */
  options?: string;
  /** More of Vite's configuration, as source text. */
  config?: string;
  /** Further plugins, as source text. */
  plugins?: string;
}

export interface ViteServer {
  url: string;
  /** Everything that was printed so far. */
  printed(): string;
  /** Waits until every environment imports this table. */
  shows(table: unknown): Promise<void>;
}

/** A module to import the table from, in any environment. */
export const TABLE_MODULE =
  'import versions from "virtual:versions";\nexport const table = versions;\n';

/** Prints its address, and answers /tables with what each environment imports: the browser's, Vite's own, one more. */
const server = ({ options = "{ strict: true }", config = "", plugins = "" }: ServerOptions) =>
  `import { createRunnableDevEnvironment, createServer } from "vite";
import inlineage from "unplugin-inlineage/vite";
const server = await createServer({
  configFile: false,
  logLevel: "warn",
  environments: { custom: { dev: { createEnvironment: createRunnableDevEnvironment } } },
  ${config}
  plugins: [${plugins} inlineage(${options}), {
    name: "tables",
    configureServer: ({ middlewares, environments }) => {
      middlewares.use("/tables", async (_request, response) => {
        const { code } = await server.transformRequest("virtual:versions");
        const client = await import("data:text/javascript," + encodeURIComponent(code));
        const ssr = await server.ssrLoadModule("/src/table.js");
        const custom = await environments.custom.runner.import("/src/table.js");
        response.end(JSON.stringify({ client: client.default, ssr: ssr.table, custom: custom.table }));
      });
    },
  }],
});
await server.listen(0);
console.log("http://localhost:" + server.httpServer.address().port);
`;

/** Serves a project with Vite until the test ends. Its root has to hold `src/table.js`, see `TABLE_MODULE`. */
export async function serveWithVite(
  project: SmallProject,
  options: ServerOptions = {},
): Promise<ViteServer> {
  project.write({ "server.mjs": server(options) });
  const child = spawn(process.execPath, [project.path("server.mjs")], {
    cwd: project.path(options.root ?? "."),
    env: cleanEnvironment({ NO_COLOR: "1" }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  const printed: string[] = [];
  createInterface(child.stderr).on("line", (line) => printed.push(line));
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", () => reject(new Error(printed.join("\n"))));
    createInterface(child.stdout).on("line", (line) => {
      printed.push(line);
      if (line.startsWith("http://")) resolve(line);
    });
  });
  const tables = async () => (await fetch(`${url}/tables`)).json();
  return {
    url,
    printed: () => printed.join("\n"),
    shows: (table) =>
      expect
        .poll(tables, { timeout: 60_000, interval: 100 })
        .toEqual({ client: table, ssr: table, custom: table }),
  };
}
