import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from "vitest";
import { tracked } from "./tracked.js";

const run = promisify(execFile);
const fixtures = fileURLToPath(new URL("../fixtures/decorators/", import.meta.url));
const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
const tsc = join(dirname(typescript), "bin", "tsc");

describe("a function", () => {
  test("comes back as it is, with and without a name", () => {
    const fn = (input: number) => input;
    async function* generate(): AsyncGenerator<1> {
      yield 1;
    }
    expect(tracked(fn)).toBe(fn);
    expect(tracked("name", fn)).toBe(fn);
    expect(tracked("", generate)).toBe(generate);
    expectTypeOf(tracked(fn)).toEqualTypeOf<(input: number) => number>();
    expectTypeOf(tracked("name", generate)).toEqualTypeOf<() => AsyncGenerator<1>>();
  });
});

describe.each([
  ["TC39 decorators", []],
  ["legacy decorators", ["--experimentalDecorators"]],
  ["legacy decorators with metadata", ["--experimentalDecorators", "--emitDecoratorMetadata"]],
])("%s", (_, flags) => {
  let folder: string;
  beforeAll(async () => {
    // Inside the package, so that the compiled code resolves it by its own name.
    const cache = join(fixtures, "../../node_modules/.cache");
    await mkdir(cache, { recursive: true });
    folder = await mkdtemp(join(cache, "tracked-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("type-check and leave everything they stand on as it was", async () => {
    const files = flags.length === 0 ? ["usage.ts", "members-of-tc39.ts"] : ["usage.ts"];
    await run(process.execPath, [
      tsc,
      ...["--ignoreConfig", "--strict", "--target", "es2022", "--module", "nodenext"],
      ...["--rootDir", fixtures, "--outDir", folder, ...flags],
      ...files.map((file) => join(fixtures, file)),
    ]).catch((error: { stdout: string }) => expect.fail(error.stdout));

    const program = `
      import { Bare, Called, Named, Square, double, first, guarded, named } from "./usage.js";
      const bare = new Bare();
      const seen = [Bare.name, bare.method(2), Bare.shared("x"), (await bare.stream().next()).value, bare.value,
        bare.field, Bare.arrow(1), Object.keys(bare), new Called("a").method(1), new Named().method(),
        new Square().sides, double(2), first([7]), guarded("a"), await named("n")];
      console.log(JSON.stringify(seen));`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program], {
      cwd: folder,
    });
    expect(JSON.parse(stdout)).toEqual([
      ...["Bare", 4, "Bare:x", 1, "value", 1, 2, ["field"], ["a", 1], "named"],
      ...[4, 4, 7, true, "n"],
    ]);
    if (files.length === 1) return;
    const hidden = `import { Hidden } from "./members-of-tc39.js"; console.log(new Hidden().sum());`;
    const sum = await run(process.execPath, ["--input-type=module", "--eval", hidden], {
      cwd: folder,
    });
    expect(sum.stdout).toBe("10\n");
  });
});
