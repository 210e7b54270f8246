import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { chromiumPath } from "./test/src/support/chromium-path.js";

const KAFKA_TESTS = "test/src/runtime/kafka/**";
const hasKcat = spawnSync("kcat", ["-V"]).error === undefined;
if (!hasKcat) {
  console.warn(`kcat is not installed: leaving out ${KAFKA_TESTS} (Debian: apt-get install kcat)`);
}

// Each installs a framework from the registry: `npm run test:frameworks`.
const ON_DEMAND = "test/src/frameworks/all.test.ts";
const isAsked = process.env.INLINEAGE_FRAMEWORKS === "all";

const PAGE_TESTS = "test/src/**/*.page.test.ts";
if (chromiumPath === undefined) {
  console.warn(`no Chromium found: leaving out ${PAGE_TESTS} (Debian: apt-get install chromium)`);
}

// Farm is installed from the registry for it: INLINEAGE_FARM=1 npx vitest run farm.
const FARM_TESTS = "test/src/matrix/farm.on-demand.test.ts";
const asksForFarm = process.env.INLINEAGE_FARM === "1";

/** Those that take a minute and more: begun last, they would run alone while other workers have nothing left to do. */
const LONGEST = [
  "under-load",
  "differential",
  "matrix",
  "packaging",
  "playground",
  "most-used",
  "what-changes-a-build",
  "versions-of-a-build",
  "bad-input",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) =>
      LONGEST.includes(basename(moduleId, ".test.ts"));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "test/src/**/*.test.ts"],
    exclude: [
      ...configDefaults.exclude,
      ...(hasKcat ? [] : [KAFKA_TESTS]),
      ...(isAsked ? [] : [ON_DEMAND]),
      ...(asksForFarm ? [] : [FARM_TESTS]),
      ...(chromiumPath === undefined ? [PAGE_TESTS] : []),
    ],
    globalSetup: ["test/src/support/temporary-root.ts"],
    // One more than there are cores: tests wait for other processes most of the time.
    maxWorkers: availableParallelism() + 1,
    // Nothing is left behind in a process: what a test sets there, it takes back.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
