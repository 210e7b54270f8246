import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { beforeAll, describe, expect, test } from "vitest";
import { placeOf } from "./place-of.js";
import { SOURCES } from "./small-project.js";
import { BUNDLERS, WebpackProject } from "./webpack-project.js";

const DEVTOOLS = [
  { devtool: "source-map", isNamed: true, hasSources: true },
  { devtool: "hidden-source-map", isNamed: false, hasSources: true },
  { devtool: "nosources-source-map", isNamed: true, hasSources: false },
  { devtool: "hidden-nosources-source-map", isNamed: false, hasSources: false },
];

describe.each(BUNDLERS)("%s: the map that the minified file has with", (bundler) => {
  const project = new WebpackProject(bundler);
  beforeAll(() => project.buildEach(DEVTOOLS.map(({ devtool }) => `devtool: "${devtool}",`)));

  test.each(DEVTOOLS.map((each, index) => ({ ...each, folder: `dist/${index}` })))(
    "$devtool is exact, and shows what it should",
    async ({ folder, isNamed, hasSources }) => {
      expect(await project.prints("main.cjs", folder)).toBe(project.expected());
      const files = project.files(folder);
      const code = files["main.cjs"] as string;
      expect(code).not.toContain("@tracked");
      expect(code.includes("sourceMappingURL")).toBe(isNamed);

      const map = new TraceMap(files["main.cjs.map"] as string);
      const source = (name: string) =>
        map.sources.findIndex((each) => each?.endsWith(`/src/${name}.js`));
      for (const [token, name] of [
        ["multiply(", "model"],
        ["console", "main"],
        ["JSON", "main"],
      ] as const) {
        expect(originalPositionFor(map, placeOf(token, code)), token).toMatchObject({
          source: map.resolvedSources[source(name)],
          ...placeOf(token, SOURCES[`src/${name}.js`] as string),
        });
      }
      // With sources, those that the user wrote; without, nothing of them anywhere.
      expect(map.sourcesContent?.[source("model")]).toBe(
        hasSources ? SOURCES["src/model.js"] : undefined,
      );
      expect(files["main.cjs.map"]?.includes("@tracked")).toBe(hasSources);
    },
  );
});
