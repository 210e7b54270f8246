import { beforeAll, describe, expect, test, vi } from "vitest";
import { startService } from "../support/http-service.js";
import { packPackages, type Tarball } from "../support/pack-packages.js";
import { type Definitions, FrameworkProjects } from "./framework-project.js";

const LIBRARY = { Multiplier: "src/multiplier.ts", serve: "src/main.ts" };

/** Minutes, where the registry or the machine is slow. */
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

let tarballs: Tarball[];
beforeAll(async () => {
  tarballs = Object.values(await packPackages());
});

describe("packers and loaders", () => {
  let projects: FrameworkProjects;
  beforeAll(async () => {
    projects = await FrameworkProjects.install({ ".": "packers" }, tarballs);
  });

  test("a library, built by tsup in both of its formats, prints git's answers", async () => {
    await projects.npmRun("tsup", "build");
    const expected = projects.expected("tsup", LIBRARY);
    expect(await projects.npmRun("tsup", "start")).toBe(`${expected}\n${expected}`);
  });

  test.each<[loader: string, definitions: Definitions]>([
    ["esbuild-loader", LIBRARY],
    ["babel-loader", LIBRARY],
    ["vue-loader", { Multiplier: "src/Price.vue", fee: "src/Price.vue" }],
  ])("webpack with %s prints git's answers", async (loader, definitions) => {
    await projects.npmRun("loaders", `build:${loader}`);
    const printed = await projects.npmRun("loaders", `start:${loader}`);
    expect(printed).toBe(projects.expected("loaders", definitions));
  });
});

interface Framework {
  name: string;
  /** What is where in the project, see `FrameworkProjects.install`. */
  sources: Readonly<Record<string, string>>;
  /** What its built server, or the page that was built, prints, one table a bundle. */
  tables: readonly Definitions[];
  /** What the page of its development server shows, which has a table of everything. */
  served?: Definitions;
}

const FRAMEWORKS: readonly Framework[] = [
  {
    name: "NestJS",
    sources: { ".": "nest-cli", src: "most-used/nest/src" },
    tables: [
      {
        PriceService: "src/price.service.ts",
        "PriceService.price": "src/price.service.ts",
        price_endpoint: "src/price.controller.ts",
      },
    ],
  },
  {
    name: "SvelteKit",
    sources: { ".": "sveltekit" },
    tables: [
      {
        Multiplier: "src/lib/multiplier.ts",
        load: "src/routes/+page.server.ts",
        multiply: "src/lib/Price.svelte",
        withFee: "src/lib/Price.svelte",
      },
    ],
    served: {
      Multiplier: "src/lib/multiplier.ts",
      load: "src/routes/+page.server.ts",
      multiply: "src/lib/Price.svelte",
      withFee: "src/lib/Price.svelte",
    },
  },
  {
    name: "Nuxt",
    sources: { ".": "nuxt" },
    tables: [
      {
        Multiplier: "app/utils/multiplier.ts",
        multiply: "app/pages/index.vue",
        withFee: "app/components/Price.vue",
      },
      { endpoint: "server/api/versions.ts" },
    ],
    served: {
      Multiplier: "app/utils/multiplier.ts",
      endpoint: "server/api/versions.ts",
      multiply: "app/pages/index.vue",
      withFee: "app/components/Price.vue",
    },
  },
  {
    name: "Astro",
    sources: { ".": "astro" },
    tables: [
      { Multiplier: "src/lib/multiplier.ts", multiply: "src/pages/index.astro" },
      { inBrowser: "src/pages/index.astro" },
    ],
    served: { Multiplier: "src/lib/multiplier.ts", multiply: "src/pages/index.astro" },
  },
];

describe.each(FRAMEWORKS)("$name", ({ sources, tables, served }) => {
  let project: FrameworkProjects;
  beforeAll(async () => {
    project = await FrameworkProjects.install(sources, tarballs);
  });

  test("what its own command built prints git's answers", async () => {
    await project.npmRun(".", "build");
    const expected = tables.map((definitions) => project.expected(".", definitions));
    expect((await project.npmRun(".", "start")).split("\n")).toEqual(expected);
  });

  if (!served) return;
  test("its development server shows git's answers", async () => {
    const { url } = await startService(["npm", "run", "dev"], project.directory);
    const shown = async () => {
      const page = (await (await fetch(url)).text()).replaceAll("&quot;", '"');
      return JSON.parse(/<pre[^>]*>(\{.*?\})<\/pre>/.exec(page)?.[1] ?? "{}");
    };
    await expect
      .poll(shown, { timeout: 90_000 })
      .toEqual(JSON.parse(project.expected(".", served)));
  });
});
