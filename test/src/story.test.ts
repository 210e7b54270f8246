import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { describe, expect, test } from "vitest";
import { buildWith } from "./support/build-with.js";
import { type Files, GitRepository } from "./support/git-repository.js";
import { HOSTS, type Host } from "./support/host-config.js";
import { printedBy } from "./support/run-built.js";
import { inlineageJson } from "./support/run-inlineage.js";
import { emptyFolder } from "./support/temporary-folder.js";

const SOURCES: Files = {
  "src/main.js": `import versions, { manifest } from "virtual:versions";
import { predict } from "./predict.js";
import { explain } from "./explain.js";
console.log(JSON.stringify({ versions, manifest, result: [predict(2), explain()] }));
`,
  "src/predict.js": `import { tracked } from "@inlineage/runtime";
import { scale } from "./scale.js";
export const predict = tracked({ scope: "closure" }, (number) => scale(number))
export const endpoint = tracked({ scope: "file" }, (number) => scale(number) + 1)
`,
  "src/scale.js": `import { ten } from "ten";\nexport const scale = (number) => number * ten;\n`,
  "src/explain.js": `import { tracked } from "@inlineage/runtime";
export const explain = tracked({ scope: "closure" }, () => 'an explanation');
`,
  "params.yaml": "learning_rate: 0.1\n",
  "model.onnx.dvc": `outs:\n- md5: ${"a".repeat(32)}\n  size: 7\n  hash: md5\n  path: model.onnx\n`,
  "prompts/system.txt": "Be brief.\n",
  "prompts/user/question.txt": "Why?\n",
  "README.md": "A service\n",
  ".gitignore": "dist\nnode_modules\n*.config.mjs\nbuild.mjs\n",
};

const OPTIONS = `{
  track: { hyperparameters: "params.yaml", model: "model.onnx.dvc", prompts: "prompts/**/*.txt" },
  packages: true,
}`;

function ten(version: string): Files {
  return {
    "node_modules/ten/package.json": `{ "name": "ten", "version": "${version}", "type": "module", "main": "index.js" }`,
    "node_modules/ten/index.js": "export const ten = 10;\n",
  };
}

interface Told {
  versions: Record<string, string>;
  manifest: Record<string, { fingerprint: string; data?: string[] }>;
}

async function built(host: Host, { directory }: GitRepository): Promise<Told> {
  const build = await buildWith(host, { directory, plugin: OPTIONS });
  return JSON.parse(await printedBy(build)) as Told;
}

/** The names whose versions moved, and those whose fingerprints did. */
function moved(before: Told, after: Told): { versions: string[]; fingerprints: string[] } {
  const names = [...new Set([...Object.keys(before.versions), ...Object.keys(after.versions)])];
  return {
    versions: names.filter((name) => before.versions[name] !== after.versions[name]).sort(),
    fingerprints: names
      .filter((name) => before.manifest[name]?.fingerprint !== after.manifest[name]?.fingerprint)
      .sort(),
  };
}

/** What `inlineage diff` says of two manifests. */
async function sentence({ directory }: GitRepository, before: Told, after: Told): Promise<string> {
  const folder = emptyFolder("story");
  const files = Object.entries({ before, after }).map(([name, { manifest }]) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(manifest));
    return file;
  });
  const diff = (await inlineageJson(directory, ["diff", ...files])) as { sentence: string };
  return diff.sentence;
}

/** What a project goes through, which names that moves, and how `inlineage diff` says it; COMMIT stands for the commit. */
const STORY: readonly {
  what: string;
  change(repository: GitRepository): void | Promise<void>;
  versions: string[];
  fingerprints: string[];
  says: string;
}[] = [
  {
    what: "an edit of the README",
    change: (repository) => repository.write({ "README.md": "Another service\n" }),
    versions: [],
    fingerprints: [],
    says: "Nothing differs: all 7 versions and values are the same.",
  },
  {
    what: "a formatter run",
    async change(repository) {
      for (const file of ["src/predict.js", "src/scale.js", "src/explain.js"]) {
        const formatted = await format(repository.read(file), { filepath: file, printWidth: 40 });
        repository.write({ [file]: `// Formatted\n${formatted}` });
      }
    },
    versions: ["endpoint", "explain", "predict"],
    fingerprints: [],
    says: "Nothing that changes behaviour differs: endpoint, explain and predict changed in form only, in COMMIT “a formatter run” by A Tester; the other 4 are unchanged.",
  },
  {
    what: "an edit of a helper",
    change: (repository) =>
      repository.write({
        "src/scale.js": `import { ten } from "ten";\nexport const scale = (number) => ten * number * 1;\n`,
      }),
    versions: ["predict"],
    fingerprints: ["predict"],
    says: "What differs: predict changed in COMMIT “an edit of a helper” by A Tester; the other 6 are unchanged.",
  },
  {
    what: "another hyperparameter",
    change: (repository) => repository.write({ "params.yaml": "learning_rate: 0.2\n" }),
    versions: ["hyperparameters"],
    fingerprints: ["hyperparameters"],
    says: "What differs: hyperparameters changed in COMMIT “another hyperparameter” by A Tester; the other 6 are unchanged.",
  },
  {
    what: "another model",
    change: (repository) =>
      repository.write({
        "model.onnx.dvc": repository.read("model.onnx.dvc").replaceAll("aaa", "bbb"),
      }),
    versions: ["model"],
    fingerprints: ["model"],
    says: "What differs: model changed in COMMIT “another model” by A Tester; the other 6 are unchanged.",
  },
  {
    what: "a prompt less",
    change: (repository) => repository.remove("prompts/user/question.txt"),
    versions: ["prompts"],
    fingerprints: ["prompts"],
    says: "What differs: prompts changed in COMMIT “a prompt less” by A Tester; the other 6 are unchanged.",
  },
  {
    what: "another version of a package",
    change: (repository) => repository.write(ten("1.1.0")),
    versions: ["npm:ten"],
    fingerprints: ["npm:ten"],
    says: 'What differs: npm:ten went from "1.0.0" to "1.1.0"; the other 6 are unchanged.',
  },
];

describe.each(HOSTS.filter((host) => host === "rolldown"))("with %s", (host) => {
  test("after each change exactly what it concerns has moved", async () => {
    const repository = new GitRepository(`story-${host}`);
    repository.commitEach(SOURCES);
    repository.write(ten("1.0.0"));
    let before = await built(host, repository);
    expect(before.versions).toEqual({
      endpoint: repository.lastCommit("src/predict.js"),
      explain: repository.lastCommit("src/explain.js"),
      hyperparameters: repository.lastCommit("params.yaml"),
      model: repository.lastCommit("model.onnx.dvc"),
      "npm:ten": "1.0.0",
      predict: repository.git("log", "-1", "--format=%H", "--", "src/predict.js", "src/scale.js"),
      prompts: repository.lastCommit("prompts"),
    });
    expect(before.manifest.model?.data).toEqual([`md5:${"a".repeat(32)}`]);

    for (const { what, change, says, ...expected } of STORY) {
      await change(repository);
      const edited = await built(host, repository);
      expect(moved(before, edited), `${what}, not committed`).toEqual(expected);
      const head = repository.commit(what);
      const after = await built(host, repository);
      expect(moved(before, after), what).toEqual(expected);
      const commits = expected.versions.filter((name) => !name.startsWith("npm:"));
      for (const name of commits) expect(after.versions[name], `${name} after ${what}`).toBe(head);
      expect(await sentence(repository, before, after), what).toBe(
        says.replace("COMMIT", head.slice(0, 12)),
      );
      before = after;
    }
  });
});
