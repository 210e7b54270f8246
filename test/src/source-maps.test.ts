import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { beforeAll, describe, expect, test } from "vitest";
import { type BuildOutcome, buildWith, outputFile } from "./support/build-with.js";
import { GitRepository } from "./support/git-repository.js";
import { HOSTS } from "./support/host-config.js";
import { runBuilt } from "./support/run-built.js";

// What is erased stands before the throws, on their own lines and above them.
const SOURCES = {
  "src/main.js": `import versions from "virtual:versions";
import { Multiplier, divide } from "./multiplier.js";

console.log(JSON.stringify(versions));
for (const attempt of [() => divide(0), () => new Multiplier().multiply(13)]) {
  try {
    attempt();
  } catch (error) {
    console.log(error.stack);
  }
}
`,
  // A class of its own: minifiers take the `new` away from the built-in ones.
  "src/refusal.js": "export class Refusal extends Error {}\n",
  "src/multiplier.js": `import { tracked } from "@inlineage/runtime";
import { Refusal } from "./refusal.js";

@tracked("renamed") export class Multiplier {
  @tracked
  multiply(number) {
    if (number === 13) throw new Refusal("no such product");
    return number;
  }
}

export const divide = tracked("divide", (number) => { if (number === 0) throw new Refusal("no such quotient"); return 1 / number; });
`,
};

/** Where each `new Refusal` is written: line from 1, column from 0. */
const THROWN_AT = [
  { message: "no such quotient", line: 12, column: 78 },
  { message: "no such product", line: 7, column: 29 },
];

/** Bun takes no source map from a plugin: what its own shows are the files without their marks. */
const MAPPING_HOSTS = HOSTS.filter((host) => host !== "bun");

describe.each(MAPPING_HOSTS)(
  "an error thrown inside a tracked definition, built with %s",
  (host) => {
    const repository = new GitRepository(host);
    let readable: BuildOutcome;
    let minified: BuildOutcome;
    beforeAll(async () => {
      repository.commit("Add the model", SOURCES);
      const { directory } = repository;
      readable = await buildWith(host, { directory, sourcemap: true });
      minified = await buildWith(host, { directory, sourcemap: true, minify: true });
    });

    test.each([false, true])("points at its place in the source (minified: %s)", async (minify) => {
      const build = minify ? minified : readable;
      const { stdout } = await runBuilt(build);
      const found = THROWN_AT.map(({ message }) => {
        const { source, line, column } = originalPosition(build, stdout, message);
        return { message, file: source?.replace(/^.*\/src\//, "src/"), line, column };
      });
      expect(found).toEqual(THROWN_AT.map((place) => ({ ...place, file: "src/multiplier.js" })));
    });

    test("is shown by node itself at that file and line", async () => {
      const { stdout } = await runBuilt(readable, { nodeArgs: ["--enable-source-maps"] });
      expect(stdout).toMatch(/no such quotient\n.*src\/multiplier\.js:12:79/);
      expect(stdout).toMatch(/no such product\n.*src\/multiplier\.js:7:30/);
    });
  },
);

function originalPosition(build: BuildOutcome, stdout: string, message: string) {
  const [, line, column] = stdout.match(new RegExp(`${message}\\n.*:(\\d+):(\\d+)\\)?\\n`)) ?? [];
  const map = build.files.get(`${outputFile(build, "main")}.map`) ?? "";
  return originalPositionFor(new TraceMap(map), {
    line: Number(line),
    column: Number(column) - 1,
  });
}
