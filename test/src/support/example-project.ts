import type { Files, GitRepository } from "./git-repository.js";

/** Every tracked name that the example's entry reaches, and the file it is defined in. */
export const TRACKED_IN: Readonly<Record<string, string>> = {
  Multiplier: "src/model/multiplier.js",
  "Multiplier.multiply": "src/model/multiplier.js",
  explainer: "src/lazy/explainer.js",
  multiplier_endpoint: "src/serving.js",
  neverCalled: "src/shaken.js",
};

const SOURCES: Files = {
  "src/main.js": `import versions from "virtual:versions";
import { serve } from "./serving.js";
import { neverCalled } from "./shaken.js";

console.log(JSON.stringify(versions));
serve(2).then(async (result) => {
  const { Explainer } = await import("./lazy/explainer.js");
  console.log(result, new Explainer().explain(result));
});
`,
  "src/serving.js": `import { tracked } from "@inlineage/runtime";
import { Multiplier } from "./model/multiplier.js";

export const serve = tracked("multiplier_endpoint", async (number) => new Multiplier(5).multiply(number));
`,
  "src/model/multiplier.js": `import * as inlineage from "@inlineage/runtime";

@inlineage.tracked
export class Multiplier {
  #value;
  constructor(value) {
    this.#value = value;
  }
  @inlineage.tracked multiply(number) {
    if (number === 13) throw new RangeError("no such product");
    return this.#value * number;
  }
}
`,
  "src/lazy/explainer.js": `import { tracked as versioned } from "@inlineage/runtime";

export
@versioned("explainer")
class Explainer {
  explain(result) {
    return \`five times something is \${result}\`;
  }
}
`,
  "src/shaken.js": `import { tracked } from "@inlineage/runtime";

export const neverCalled = tracked((number) => number);
`,
  "src/not-imported.js": `import { tracked } from "@inlineage/runtime";

@tracked
export class NotImported {}
`,
  "README.md": "An example\n",
  ".gitignore": "dist\n",
};

/** What the example prints after its version table. */
export const EXAMPLE_RESULT = "10 five times something is 10";

/** Gives the repository the example, one commit a file, so that no two tracked files share their last commit. */
export function commitExample(repository: GitRepository, below = ""): void {
  const files = Object.entries(SOURCES).map(([file, content]) => [`${below}${file}`, content]);
  repository.commitEach(Object.fromEntries(files));
}

/** The line the example has to print first: what git answers about each tracked file, keys in code-unit order. */
export function expectedTable(repository: GitRepository, below = ""): string {
  const table = Object.entries(TRACKED_IN).map(([name, file]) => [
    name,
    repository.lastCommit(`${below}${file}`),
  ]);
  return JSON.stringify(Object.fromEntries(table));
}
