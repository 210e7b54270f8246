/** One of the small applications in `fixtures/matrix`, each there for one idea. */
export interface App {
  /** Entry name to file. */
  entries: Readonly<Record<string, string>>;
  format: "esm" | "cjs";
  /** The options of the plugin. */
  plugin?: object;
  /** Every name its table has to hold, and the file that git is asked about. */
  tracked: Readonly<Record<string, string>>;
  /** Of these, what Bun doesn't load: see the limits in the README. */
  unknownToBun?: readonly string[];
  /** What each entry prints after the table. */
  prints: Readonly<Record<string, string>>;
}

export const APPS: Readonly<Record<string, App>> = {
  "worked-example": {
    entries: { main: "./src/main.ts" },
    format: "esm",
    tracked: { Multiplier: "src/multiplier.ts", multiplier_endpoint: "src/main.ts" },
    prints: { main: "10 5" },
  },
  decorators: {
    entries: { main: "./src/main.ts" },
    format: "esm",
    tracked: {
      "Forecast.load": "src/forecast.ts",
      "Forecast.predict": "src/forecast.ts",
      "Forecast.score": "src/forecast.ts",
      explanation: "src/forecast.ts",
      forecast: "src/forecast.ts",
    },
    prints: { main: "loaded 6 0.5 because" },
  },
  marks: {
    entries: { main: "./src/main.ts" },
    format: "esm",
    plugin: { marks: [{ module: "./src/our-tracking", name: "versioned" }] },
    tracked: {
      aliased: "src/aliased.ts",
      in_namespace: "src/in-namespace.ts",
      own: "src/own.ts",
      shadowing: "src/shadowing.ts",
    },
    prints: { main: "aliased in a namespace own not a mark" },
  },
  lazy: {
    entries: { main: "./src/main.ts" },
    format: "esm",
    tracked: {
      first: "src/first.ts",
      second: "src/second.ts",
      shared: "src/shared.ts",
      third: "src/third.ts",
    },
    prints: { main: "shared shared 4 third shared" },
  },
  "two-entries": {
    entries: { main: "./src/main.ts", batch: "./src/batch.ts" },
    format: "esm",
    tracked: { batch: "src/batch.ts", common: "src/common.ts" },
    prints: { main: "main common", batch: "batch common" },
  },
  "re-exports": {
    entries: { main: "./src/main.js" },
    format: "esm",
    tracked: {
      asked: "src/parts/asked.js",
      never_called: "src/never-called.js",
      original: "src/parts/renamed.js",
      registered: "src/registration.js",
      unasked: "src/parts/unasked.js",
    },
    prints: { main: "asked renamed registered" },
  },
  barrels: {
    entries: { main: "./src/main.js" },
    format: "esm",
    tracked: {
      answer: "src/main.js",
      asked: "packages/parts/src/asked.js",
      bare: "src/imported-bare.js",
      called: "packages/parts/src/called.js",
      deepest: "packages/parts/src/nested/deeper/deepest.js",
      imported: "packages/parts/src/imported.js",
      in_namespace: "packages/parts/src/namespace.js",
      nested: "packages/parts/src/nested/nested.js",
      others: "src/own/others.js",
      own: "src/own/own.js",
      renamed: "packages/parts/src/renamed.js",
      starred: "packages/parts/src/starred.js",
      unused: "src/unused.js",
    },
    unknownToBun: ["called", "imported", "in_namespace", "renamed"],
    prints: { main: "asked own" },
  },
  commonjs: {
    entries: { main: "./src/main.ts" },
    format: "cjs",
    tracked: { Model: "src/model.ts", "Model.predict": "src/model.ts" },
    prints: { main: '3 ["Model","Model.predict"]' },
  },
  jsx: {
    entries: { main: "./src/main.tsx" },
    format: "esm",
    tracked: { Chart: "src/chart.tsx" },
    prints: { main: "<b>forecast</b>" },
  },
  workspace: {
    entries: { main: "./src/main.ts" },
    format: "esm",
    tracked: { predict: "packages/model/src/index.js" },
    prints: { main: "14" },
  },
  "types-only": {
    entries: { main: "./src/main.ts" },
    format: "esm",
    tracked: { area: "src/area.ts" },
    prints: { main: "9" },
  },
};
