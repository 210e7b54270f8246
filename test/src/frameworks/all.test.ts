import { beforeAll, describe, expect, test, vi } from "vitest";
import { startService } from "../support/http-service.js";
import { packPackages, type Tarball } from "../support/pack-packages.js";
import { type Definitions, FrameworkProjects, NEWER_NODE } from "./framework-project.js";

const LIBRARY = { Multiplier: "src/multiplier.ts", serve: "src/main.ts" };
const COMPONENT = { Multiplier: "src/Price.vue", fee: "src/Price.vue" };

/** Minutes, where the registry or the machine is slow. */
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

let tarballs: Tarball[];
beforeAll(async () => {
  tarballs = Object.values(await packPackages());
});

describe.each([
  ["packers and loaders", { tsdown: "^0.21.0" }],
  [
    "their newest majors",
    {
      ...NEWER_NODE,
      "@babel/core": "^8.0.0",
      "@babel/plugin-proposal-decorators": "^8.0.0",
      "@babel/preset-typescript": "^8.0.0",
      tsdown: "^0.23.0",
      tsup: "^9.0.0",
      "unplugin-vue": "^8.0.0",
      "webpack-cli": "^7.0.0",
    },
  ],
])("%s", (_name, packages) => {
  let projects: FrameworkProjects;
  beforeAll(async () => {
    const sources = { ".": "packers", tsdown: "most-used/tsdown" };
    projects = await FrameworkProjects.install(sources, tarballs, packages);
  });

  test.each(["tsup", "rslib"])(
    "a library, built by %s in both of its formats, prints git's answers",
    async (packer) => {
      await projects.npmRun(packer, "build");
      const expected = projects.expected(packer, LIBRARY);
      expect(await projects.npmRun(packer, "start")).toBe(`${expected}\n${expected}`);
    },
  );

  test("a library, built by tsdown, prints git's answers", async () => {
    await projects.npmRun("tsdown", "build");
    expect(await projects.npmRun("tsdown", "start")).toBe(projects.expected("tsdown", LIBRARY));
  });

  test.each<[bundler: string, loader: string, definitions: Definitions]>([
    ["webpack", "esbuild-loader", LIBRARY],
    ["webpack", "babel-loader", LIBRARY],
    ["webpack", "vue-loader", COMPONENT],
    ["esbuild", "unplugin-vue", COMPONENT],
  ])("what %s built with %s prints git's answers", async (_bundler, loader, definitions) => {
    await projects.npmRun("loaders", `build:${loader}`);
    const printed = await projects.npmRun("loaders", `start:${loader}`);
    expect(printed).toBe(projects.expected("loaders", definitions));
  });
});

interface Framework {
  name: string;
  /** What is where in the project, see `FrameworkProjects.install`. */
  sources: Readonly<Record<string, string>>;
  /** By name, where it isn't what `package.json` says. */
  packages?: Readonly<Record<string, string>>;
  /** The folder that it builds. */
  output: string;
  /** What its built server, or the page that was built, prints, one table a bundle. */
  tables: readonly Definitions[];
  /** What the page of its development server shows, which has a table of everything. */
  served?: Definitions;
}

const NEST_TABLE: Definitions = {
  PriceService: "src/price.service.ts",
  "PriceService.price": "src/price.service.ts",
  price_endpoint: "src/price.controller.ts",
  surcharge: "src/surcharge.ts",
};

const SVELTE_KIT_TABLE: Definitions = {
  Multiplier: "src/lib/multiplier.ts",
  load: "src/routes/+page.server.ts",
  multiply: ["src/lib/Price.svelte", "src/lib/multiplier.ts"],
  withFee: "src/lib/Price.svelte",
};
const SVELTE_KIT: Omit<Framework, "name"> = {
  sources: { ".": "sveltekit" },
  output: "build",
  tables: [SVELTE_KIT_TABLE],
  served: SVELTE_KIT_TABLE,
};

const ASTRO_TABLE: Definitions = {
  Multiplier: "src/lib/multiplier.ts",
  multiply: "src/pages/index.astro",
};
const ASTRO: Omit<Framework, "name"> = {
  sources: { ".": "astro" },
  output: "dist",
  tables: [ASTRO_TABLE, { inBrowser: "src/pages/index.astro" }],
  served: ASTRO_TABLE,
};

const FRAMEWORKS: readonly Framework[] = [
  {
    name: "NestJS 11",
    sources: { ".": "nest-cli", src: "most-used/nest/src" },
    output: "dist",
    tables: [NEST_TABLE],
  },
  {
    name: "NestJS 12, built by Rspack",
    sources: {
      ".": "nest-rspack",
      src: "most-used/nest/src",
      "tsconfig.json": "nest-cli/tsconfig.json",
    },
    output: "dist",
    tables: [NEST_TABLE],
  },
  { name: "SvelteKit 2", ...SVELTE_KIT },
  {
    name: "SvelteKit 3",
    ...SVELTE_KIT,
    packages: { ...NEWER_NODE, "@sveltejs/adapter-node": "^6.0.0", "@sveltejs/kit": "^3.0.0" },
  },
  {
    name: "Nuxt 4",
    sources: { ".": "nuxt" },
    output: ".output",
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
  { name: "Astro 5", ...ASTRO },
  { name: "Astro 7", ...ASTRO, packages: { ...NEWER_NODE, astro: "^7.0.0" } },
];

describe.each(FRAMEWORKS)("$name", ({ sources, packages, output, tables, served }) => {
  let project: FrameworkProjects;
  beforeAll(async () => {
    project = await FrameworkProjects.install(sources, tarballs, packages);
  });

  test("what its own command built prints git's answers, without its marks", async () => {
    await project.npmRun(".", "build");
    const expected = tables.map((definitions) => project.expected(".", definitions));
    expect((await project.npmRun(".", "start")).split("\n")).toEqual(expected);
    expect(project.codeNamingRuntime(output)).toEqual([]);
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

test("Vitest 5, which has modules in a cache, sees git's answers in each of its runs", async () => {
  const sources = { ".": "vitest" };
  const project = await FrameworkProjects.install(sources, tarballs, NEWER_NODE);
  const seen = async () => {
    await project.npmRun(".", "build");
    return project.npmRun(".", "start");
  };
  const expected = () => project.expected(".", { Multiplier: "src/multiplier.ts" });
  expect(await seen()).toBe(expected());
  expect(await seen()).toBe(expected());
  project.commit("Edit", {
    "src/multiplier.ts": `${project.read("src/multiplier.ts")}// edited\n`,
  });
  expect(await seen()).toBe(expected());
});
