import { describe, expect, test } from "vitest";
import { buildWith } from "./support/build-with.js";
import { commitExample, EXAMPLE_RESULT, expectedTable } from "./support/example-project.js";
import { GitRepository } from "./support/git-repository.js";
import { HOSTS, type HostConfig } from "./support/host-config.js";
import { printedBy } from "./support/run-built.js";

const VARIANTS: Record<string, Partial<HostConfig>> = {
  "as ES modules with lazy parts in files of their own": { format: "esm", splitting: true },
  "as ES modules in one file": { format: "esm", splitting: false },
  "minified, with source maps": { format: "esm", splitting: true, minify: true, sourcemap: true },
  "as CommonJS": { format: "cjs" },
  "as minified CommonJS in one file": { format: "cjs", splitting: false, minify: true },
};

describe.each(Object.entries(VARIANTS))("a project built %s", (_name, variant) => {
  test("prints the commits git answers, the same bytes from every bundler", async () => {
    const repository = new GitRepository("versions");
    commitExample(repository);
    const printed = new Map<string, string>();
    for (const host of HOSTS) {
      const build = await buildWith(host, { directory: repository.directory, ...variant });
      printed.set(host, await printedBy(build));
    }
    const expected = `${expectedTable(repository)}\n${EXAMPLE_RESULT}`;
    expect(Object.fromEntries(printed)).toEqual(
      Object.fromEntries(HOSTS.map((host) => [host, expected])),
    );
  });
});

test.each(HOSTS)("%s leaves no mark and no name of a file that is not imported", async (host) => {
  const repository = new GitRepository(host);
  commitExample(repository);
  const { files } = await buildWith(host, { directory: repository.directory });
  const text = [...files.values()].join("\n");
  expect(text).toContain("Multiplier.multiply");
  expect(text).not.toContain("NotImported");
  expect(text).not.toMatch(/@\w*\.?tracked|@versioned/);
});
