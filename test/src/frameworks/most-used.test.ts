import { beforeAll, expect, test } from "vitest";
import { packPackages } from "../support/pack-packages.js";
import { type Definitions, FrameworkProjects } from "./framework-project.js";

const NEST = {
  PriceService: "src/price.service.ts",
  "PriceService.price": "src/price.service.ts",
  price_endpoint: "src/price.controller.ts",
  surcharge: "src/surcharge.ts",
};

const INSTALLING = 300_000;

let projects: FrameworkProjects;
beforeAll(async () => {
  projects = await FrameworkProjects.install(
    { ".": "most-used" },
    Object.values(await packPackages()),
  );
}, INSTALLING);

test.each<[name: string, folder: string, loader: string, definitions: Definitions]>([
  [
    "React components, built by Vite with paths of tsconfig.json",
    "react",
    "",
    { Multiplier: "src/multiplier.ts", Price: "src/price.tsx" },
  ],
  [
    "Vue components, built by Vite",
    "vue",
    "",
    {
      Multiplier: "src/Price.vue",
      double: "src/Double.vue",
      fee: ["src/Price.vue", "src/rate.ts"],
    },
  ],
  ["a NestJS application, built by webpack with ts-loader", "nest", ":ts-loader", NEST],
  [
    "a library, built by tsdown",
    "tsdown",
    "",
    { Multiplier: "src/multiplier.ts", serve: "src/main.ts" },
  ],
])("%s: its own commands print git's answers", (_name, folder, loader, definitions) =>
  printsGitsAnswers(folder, loader, definitions),
);

test("so does a NestJS application, built by webpack with swc-loader and minified by swc", async () => {
  await printsGitsAnswers("nest", ":swc-loader", NEST);
  // As it was made, a blank separates name and version.
  expect(projects.read("nest/dist/swc-loader.js")).toMatch(/PriceService:"[0-9a-f]{40}"/);
});

async function printsGitsAnswers(folder: string, loader: string, definitions: Definitions) {
  await projects.npmRun(folder, `build${loader}`);
  const printed = await projects.npmRun(folder, `start${loader}`);
  expect(printed).toBe(projects.expected(folder, definitions));
}
