import { describe, expect, test } from "vitest";
import { tryBuildWith } from "./support/build-with.js";
import { type Files, GitRepository } from "./support/git-repository.js";
import { HOSTS } from "./support/host-config.js";

interface BadInput {
  files: Files;
  plugin?: string;
  /** Found where another one is found too: what differs is core's, and one bundler shows it. */
  like?: string;
  /** What the printed error has to say: the place, what happened, what to do. */
  says: readonly (string | RegExp)[];
}

const IMPORT = 'import { tracked } from "@inlineage/runtime";\n';
const MAIN =
  'import versions from "virtual:versions";\nimport "./model.js";\nconsole.log(versions);\n';

const BAD_INPUT: Record<string, BadInput> = {
  "two definitions with one name": {
    files: {
      "src/model.js": `${IMPORT}import "./other.js";\n@tracked export class Model {}\n`,
      "src/other.js": `${IMPORT}\n\nexport const other = tracked("Model", () => 1);\n`,
    },
    says: [/src\/model\.js:3/, /src\/other\.js:4/, '"Model"'],
  },
  "an anonymous default export without a name": {
    files: { "src/model.js": `${IMPORT}export default tracked(() => 1);\n` },
    says: [/src\/model\.js:2/, 'tracked("'],
  },
  "a name that is not a literal": {
    like: "an anonymous default export without a name",
    files: { "src/model.js": `${IMPORT}const n = "x";\n\nexport const f = tracked(n, () => 1);\n` },
    says: [/src\/model\.js:4/],
  },
  "a mark on a place that can't be tracked": {
    like: "an anonymous default export without a name",
    files: { "src/model.js": `${IMPORT}\nexport const o = { @tracked m() {} };\n` },
    says: [/src\/model\.js:3/],
  },
  "a mark on a class element with a computed name": {
    like: "an anonymous default export without a name",
    files: {
      "src/model.js": `${IMPORT}const k = "m";\nexport class A {\n  @tracked [k]() {}\n}\n`,
    },
    says: [/src\/model\.js:4/],
  },
  "a syntax error in a tracked file": {
    files: { "src/model.js": `${IMPORT}@tracked class Model {\n  multiply( { return 1 }\n}\n` },
    says: [/src\/model\.js:3/],
  },
  "an unknown option": {
    files: { "src/model.js": "export {};\n" },
    plugin: "{ stirct: true }",
    says: ["stirct", "strict"],
  },
  "an option of the wrong type": {
    like: "an unknown option",
    files: { "src/model.js": "export {};\n" },
    plugin: '{ strict: "yes" }',
    says: ["strict", "boolean"],
  },
};

const [firstHost] = HOSTS;

describe.each(HOSTS)("%s refuses", (host) => {
  const shown = Object.entries(BAD_INPUT).filter(([, { like }]) => !like || host === firstHost);
  test.each(shown)("%s", async (_name, { files, plugin = "", says }) => {
    const repository = new GitRepository("bad");
    repository.commit("Add the project", { "src/main.js": MAIN, ...files });
    const { ok, printed } = await tryBuildWith(host, { directory: repository.directory, plugin });
    expect({ ok, printed }).toEqual({ ok: false, printed: expect.stringContaining("To fix it: ") });
    for (const text of says) expect(printed).toMatch(text);
    expect(printed).not.toMatch(/^fatal:|^usage: git/m);
    // Of what a script doesn't catch, Bun prints a trace of its own making.
    if (host === "bun" && plugin !== "") return;
    expect(printed).not.toMatch(/^\s*at .*(?:packages\/(?:core|unplugin)|inlineage)\/dist\//m);
  });
});
