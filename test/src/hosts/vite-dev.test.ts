import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { afterEach, expect, test } from "vitest";
import { cleanEnvironment } from "../support/clean-environment.js";
import { SmallProject } from "./small-project.js";

/** Serves the project on a free port, prints the port, and answers /tables with what both environments import. */
const SERVER = `import { createServer } from "vite";
import inlineage from "unplugin-inlineage/vite";
const server = await createServer({
  configFile: false,
  logLevel: "warn",
  plugins: [inlineage({ strict: true }), {
    name: "tables",
    configureServer: ({ middlewares }) => {
      middlewares.use("/tables", async (_request, response) => {
        const { code } = await server.transformRequest("virtual:versions");
        const client = await import("data:text/javascript," + encodeURIComponent(code));
        const { table } = await server.ssrLoadModule("/src/table.js");
        response.end(JSON.stringify({ client: client.default, ssr: table }));
      });
    },
  }],
});
await server.listen(0);
console.log("port", server.httpServer.address().port);
`;

let server: ChildProcess | undefined;
afterEach(() => {
  server?.kill("SIGKILL");
});

async function serve(project: SmallProject, root = ".") {
  project.write({ "server.mjs": SERVER });
  const child = spawn(process.execPath, [project.path("server.mjs")], {
    cwd: project.path(root),
    env: cleanEnvironment({ NO_COLOR: "1" }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  server = child;
  const printed: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => printed.push(line));
  const port = await new Promise<string>((resolve, reject) => {
    child.once("exit", () => reject(new Error(printed.join("\n"))));
    createInterface({ input: child.stdout }).on("line", (line) => {
      printed.push(line);
      if (line.startsWith("port ")) resolve(line.slice("port ".length));
    });
  });
  const tables = async () => (await fetch(`http://localhost:${port}/tables`)).json();
  return {
    printed: () => printed.join("\n"),
    /** Waits until both environments import this table. */
    shows: (table: unknown) =>
      expect
        .poll(tables, { timeout: 60_000, interval: 100 })
        .toEqual({ client: table, ssr: table }),
  };
}

const TABLE_MODULE = 'import versions from "virtual:versions";\nexport const table = versions;\n';
const ALL = ["Model", "elsewhere", "endpoint", "explain"];

test("a server's versions follow edits, new files, deleted ones and commits, in every environment", async () => {
  const project = new SmallProject({ "src/table.js": TABLE_MODULE });
  const all = () => JSON.parse(project.expected(ALL));
  const { shows } = await serve(project);
  await shows(all());

  project.write({ "src/model.js": `${project.read("src/model.js")}// edited\n` });
  const dirty = expect.stringMatching(`^${all().Model}-dirty\\.[0-9a-f]{12}$`);
  await shows({ ...all(), Model: dirty });

  project.git("commit", "--quiet", "--all", "--message", "Edit");
  await shows(all());

  project.write({
    "src/added.js":
      'import { tracked } from "@inlineage/runtime";\n\nexport const added = tracked("added", () => 1);\n',
  });
  await shows({ ...all(), added: expect.stringMatching(/^blob:/) });

  rmSync(project.path("src/added.js"));
  await shows(all());
});

test("a broken file that nothing imports doesn't break the server, which tells of it once", async () => {
  const project = new SmallProject({
    "src/table.js": TABLE_MODULE,
    "fixtures/broken.js":
      'import { tracked } from "@inlineage/runtime";\n\nexport default tracked(() => 1);\n',
  });
  const { shows, printed } = await serve(project);
  await shows(JSON.parse(project.expected(ALL)));
  expect(printed().match(/fixtures\/broken\.js:3/g)).toHaveLength(1);
});

test("copies of tracked files that a build left behind don't get in the way", async () => {
  const project = new SmallProject({
    "src/table.js": `import "./model.js";\n${TABLE_MODULE}`,
    ".gitignore": "dist\n*.mjs\nlib\n",
    "copies/model.js": "",
  });
  const copy = project.read("src/model.js");
  // One where Vite builds to, one that git ignores, one that only a module that is loaded beats.
  project.write({ "dist/model.js": copy, "lib/model.js": copy, "copies/model.js": copy });
  const { shows, printed } = await serve(project);
  await shows(JSON.parse(project.expected(ALL)));
  expect(printed()).not.toMatch(/(?:dist|lib)\/model\.js/);
});

test("a file outside the root counts once it is loaded, and as long as it has marks", async () => {
  const project = new SmallProject({
    "app/src/table.js": `import versions from "virtual:versions";
import "../../src/model.js";
export const table = versions;
`,
  });
  const { Model } = JSON.parse(project.expected(["Model"]));
  const { shows } = await serve(project, "app");
  await shows({ Model });
  project.write({ "src/model.js": "export class Model {}\n" });
  await shows({});
});

test("virtual:versions can be imported in Vitest", async () => {
  const project = new SmallProject({
    "vitest.config.js":
      'import inlineage from "unplugin-inlineage/vite";\nexport default { plugins: [inlineage()] };\n',
    "src/model.test.js": `import { expect, test } from "vitest";
import versions, { manifest } from "virtual:versions";
import { Model } from "./model.js";
test("the model", () => {
  expect(new Model().multiply(2)).toBe(10);
  expect(manifest.Model.version).toBe(versions.Model);
  console.log(JSON.stringify(versions));
});
`,
  });
  const { printed } = await project.command("vitest", "run");
  expect(printed).toContain("1 passed");
  expect(printed).toContain(project.expected(ALL));
});
