import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildWith } from "./support/build-with.js";
import {
  commitExample,
  EXAMPLE_RESULT,
  expectedTable,
  TRACKED_IN,
} from "./support/example-project.js";
import { GitRepository } from "./support/git-repository.js";
import { HOSTS, type HostConfig } from "./support/host-config.js";
import { printedBy } from "./support/run-built.js";
import { inlineageJson } from "./support/run-inlineage.js";
import { emptyFolder } from "./support/temporary-folder.js";

const VARIANTS: Record<string, Partial<HostConfig>> = {
  "as ES modules with lazy parts in files of their own": { format: "esm", splitting: true },
  "as ES modules in one file": { format: "esm", splitting: false },
  "minified, with source maps": { format: "esm", splitting: true, minify: true, sourcemap: true },
  "as CommonJS": { format: "cjs" },
  "as minified CommonJS in one file": { format: "cjs", splitting: false, minify: true },
};

describe.each(Object.entries(VARIANTS))("a project built %s", (_name, variant) => {
  test("prints the commits git answers, the same bytes from every bundler, without a mark or a file that is not imported, and verify finds them", async () => {
    const repository = new GitRepository("versions");
    commitExample(repository);
    const printed = new Map<string, string>();
    const built = emptyFolder("built");
    for (const host of HOSTS) {
      const build = await buildWith(host, { directory: repository.directory, ...variant });
      printed.set(host, await printedBy(build));
      const code = [...build.files].filter(([name]) => !name.endsWith(".map")).join();
      expect(code).toContain("Multiplier.multiply");
      expect(code).not.toMatch(/@\w*\.?tracked|@versioned/);
      expect([...build.files].join()).not.toContain("NotImported");
      writeFiles(join(built, host), build.files);
    }
    const expected = `${expectedTable(repository)}\n${EXAMPLE_RESULT}`;
    expect(Object.fromEntries(printed)).toEqual(
      Object.fromEntries(HOSTS.map((host) => [host, expected])),
    );
    expect(await confirmed(repository, built)).toEqual(
      Object.entries(TRACKED_IN).map(([name, file]) => ({
        ...{ name, version: repository.lastCommit(file), verdict: "current", source: file },
        hosts: [...HOSTS].sort(),
      })),
    );
  });
});

/** What `inlineage verify` says of the built files of all hosts together. */
async function confirmed({ directory }: GitRepository, built: string) {
  const { constants } = (await inlineageJson(directory, ["verify", built, "--at", "HEAD"])) as {
    constants: { builtFiles: string[] }[];
  };
  return constants.map(({ builtFiles, ...constant }) => ({
    ...constant,
    hosts: builtFiles.map((file) => file.split("/")[0]),
  }));
}

function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [file, content] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
}
