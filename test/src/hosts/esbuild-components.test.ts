import { expect, test } from "vitest";
import {
  committed,
  mustRun,
  PRINTS_VERSIONS,
  printedVersions,
  repositoryOf,
  TRACKED,
} from "./esbuild-project.js";

/** What plugins for components do: to esbuild, a component is code that they have made of it. */
const LOADS_COMPONENTS = `const components = {
  name: "components",
  setup(build) {
    build.onLoad({ filter: /\\.vue$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").split("script")[1].slice(1, -2), loader: "js",
    }));
  },
};
`;

test.each(["inlineage(), components", "components, inlineage()"])(
  "components that a build reaches have their versions, and keep their marks: %s",
  async (plugins) => {
    const component = (name: string) =>
      `<script>${TRACKED}export const ${name} = tracked("${name}", () => 1);\n</script>\n`;
    const repository = repositoryOf({
      "src/model.ts": `${TRACKED}@tracked export class Model {}\n`,
      "src/main.ts": `${PRINTS_VERSIONS}import "./model.js";\nimport "./Fee.vue";\n`,
      "src/Fee.vue": component("fee"),
      "src/Unused.vue": component("unused"),
    });
    const { reported } = await mustRun(
      repository.directory,
      `${LOADS_COMPONENTS}const result = await esbuild.build({
  entryPoints: ["src/main.ts"], bundle: true, platform: "node", format: "esm", target: "es2022", outdir: "dist",
  plugins: [${plugins}],
});
report(result.warnings.map(({ text }) => text));
`,
    );
    expect(await printedVersions(repository.path("dist/main.js"))).toEqual(
      committed(repository, { Model: "src/model.ts", fee: "src/Fee.vue" }),
    );
    expect(repository.read("dist/main.js")).toMatch(/tracked\("fee"/);
    expect(reported).toEqual([[]]);
  },
);
