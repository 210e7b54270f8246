import { buildWith } from "../support/build-with.js";
import type { GitRepository } from "../support/git-repository.js";
import type { Host } from "../support/host-config.js";
import { printedBy } from "../support/run-built.js";

/** A service whose answer has the snapshot somewhere inside, one commit a file. */
export function commitServing(repository: GitRepository): void {
  repository.commit("Begin", { ".gitignore": "dist\n*.json\n", "README.md": "A service\n" });
  repository.commit("Multiply numbers", {
    "src/multiplier.js": `import { tracked } from "@inlineage/runtime";
import { rounded } from "./rounding.js";

@tracked
export class Multiplier {
  multiply = (number) => rounded(5 * number);
}
`,
    "src/rounding.js": "export const rounded = (number) => Math.round(number);\n",
  });
  repository.commit("Serve products", {
    "src/main.js": `import { tracked, VersionTracker } from "@inlineage/runtime";
import versions from "virtual:versions";
import { Multiplier } from "./multiplier.js";

const tracker = new VersionTracker(versions, { hostname: "AHost_v1" }).set("multiplier_value", 5);
const serve = tracked("multiplier_endpoint", (number) => ({
  result: new Multiplier().multiply(number),
  meta: [{ versions: tracker.snapshot() }],
}));
console.log(JSON.stringify(serve(2)));
`,
  });
}

/** What the built service answers. */
export async function answerOf(repository: GitRepository, host: Host = "esbuild"): Promise<string> {
  return printedBy(await buildWith(host, { directory: repository.directory }));
}
