import { beforeAll, describe, expect, test } from "vitest";
import { GitRepository } from "../support/git-repository.js";
import { inlineage, inlineageJson } from "../support/run-inlineage.js";
import { answerOf, commitServing } from "./serving-project.js";

interface Diff {
  sentence: string;
  entries: {
    name: string;
    change: string;
    commits: { subject: string }[];
    undone: { subject: string }[];
  }[];
}

const repository = new GitRepository("diff");
/** What `scan` gave after each step. */
const scans: Record<string, string> = {};

async function scanned(step: string): Promise<void> {
  const { stdout } = await inlineage(repository.directory, ["scan"]);
  scans[step] = stdout;
  repository.write({ [`${step}.json`]: stdout });
}

beforeAll(async () => {
  commitServing(repository);
  await scanned("begin");
  const multiplier = repository.read("src/multiplier.js");
  repository.commit("Say what it is for", {
    "src/multiplier.js": `// Multiplies.\n${multiplier.replace("5 * number", "5  *  number")}`,
  });
  await scanned("formatted");
  repository.commit("Multiply by six", { "src/multiplier.js": multiplier.replace("5", "6") });
  repository.commit("Read the manual", { "README.md": "A service, explained\n" });
  repository.commit("Multiply by seven", { "src/multiplier.js": multiplier.replace("5", "7") });
  await scanned("changed");
  repository.commit("Multiply by five again", { "src/multiplier.js": multiplier });
  await scanned("restored");
});

async function diff(from: string, to: string): Promise<Diff> {
  return (await inlineageJson(repository.directory, ["diff", from, to])) as Diff;
}

function summary({ entries }: Diff) {
  return entries.map(({ name, change, commits, undone }) => ({
    ...{ name, change },
    commits: commits.map(({ subject }) => subject),
    ...(undone.length > 0 && { undone: undone.map(({ subject }) => subject) }),
  }));
}

const ENDPOINT = { name: "multiplier_endpoint", change: "unchanged", commits: [] };

describe("diff", () => {
  test("lists the commits in between that changed the file, and says it in a sentence", async () => {
    const { directory } = repository;
    const { exitCode, stdout } = await inlineage(directory, [
      "diff",
      "formatted.json",
      "changed.json",
    ]);
    expect(exitCode).toBe(1);
    const [seven, six] = repository
      .git("log", "--format=%h", "--abbrev=12", "-3", "--", "src/multiplier.js")
      .split("\n")
      .slice(1);
    const [from, to] = ["formatted", "changed"].map((step) =>
      (JSON.parse(scans[step] as string) as { Multiplier: string }).Multiplier.slice(0, 12),
    );
    expect(stdout.split("\n")).toEqual([
      "name                 change     from          to            file",
      `Multiplier           changed    ${from}  ${to}  src/multiplier.js`,
      expect.stringMatching(/^multiplier_endpoint {2}unchanged {2}[0-9a-f]{12} {2}[0-9a-f]{12}$/),
      "",
      "Multiplier",
      "   commit        date (UTC)        author    subject",
      expect.stringMatching(
        `^\\+  ${seven}  2024-01-01 \\d\\d:\\d\\d  A Tester  Multiply by seven$`,
      ),
      expect.stringMatching(`^\\+  ${six}  2024-01-01 \\d\\d:\\d\\d  A Tester  Multiply by six$`),
      "",
      `What differs: Multiplier changed in 2 commits, the last of them ${seven} “Multiply by seven” by A Tester; the other one is unchanged.`,
    ]);
  });

  test("tells a change of form from one of behaviour", async () => {
    const found = await diff("begin.json", "formatted.json");
    expect(summary(found)).toEqual([
      { name: "Multiplier", change: "formatting", commits: ["Say what it is for"] },
      ENDPOINT,
    ]);
    expect(found.sentence).toMatch(
      /^Nothing that changes behaviour differs: Multiplier changed in form only, in [0-9a-f]{12} “Say what it is for” by A Tester; the other one is unchanged\.$/,
    );
  });

  test("tells what was changed back", async () => {
    const found = await diff("begin.json", "restored.json");
    expect(summary(found)).toEqual([
      {
        ...{ name: "Multiplier", change: "restored" },
        commits: [
          "Multiply by five again",
          "Multiply by seven",
          "Multiply by six",
          "Say what it is for",
        ],
      },
      ENDPOINT,
    ]);
    expect(found.sentence).toContain("Multiplier was changed and changed back, in 4 commits");
  });

  test("tells which commits the second one lacks", async () => {
    const found = await diff("changed.json", "formatted.json");
    expect(summary(found)).toEqual([
      {
        ...{ name: "Multiplier", change: "changed", commits: [] },
        undone: ["Multiply by seven", "Multiply by six"],
      },
      ENDPOINT,
    ]);
    expect(found.sentence).toContain("Multiplier changed without 2 commits, the last of them");
  });

  test("compares two branches from where they parted", async () => {
    repository.git("checkout", "--quiet", "-b", "side", "HEAD~3");
    repository.commit("Multiply aside", {
      "src/multiplier.js": `${repository.read("src/multiplier.js")}const aside = 1;\n`,
    });
    await scanned("aside");
    repository.git("checkout", "--quiet", "main");
    expect(summary(await diff("changed.json", "aside.json"))).toEqual([
      {
        ...{ name: "Multiplier", change: "changed", commits: ["Multiply aside"] },
        undone: ["Multiply by seven"],
      },
      ENDPOINT,
    ]);
  });

  test("between answers names them, and tells values and names that came and went", async () => {
    const service = new GitRepository("diff-answers");
    commitServing(service);
    const before = await answerOf(service);
    service.write({
      "src/main.js": service
        .read("src/main.js")
        .replace('.set("multiplier_value", 5)', '.set("multiplier_value", 6).set("arm", "B")')
        .replace('"multiplier_endpoint"', '"product_endpoint"'),
      "before.json": before,
    });
    const after = await answerOf(service);
    const args = ["diff", "before.json", "-"];
    const { exitCode, stdout } = await inlineage(service.directory, args, { input: after });
    expect(exitCode).toBe(1);
    const [, first = ""] = /"aggregated_version":"([0-9a-f]{12})/.exec(before) ?? [];
    const sentence = stdout.split("\n").at(-1);
    expect(sentence).toMatch(
      new RegExp(
        `^Between ${first} \\(2.*Z\\) and [0-9a-f]{12} \\(2.*Z\\), arm was added \\("B"\\), `,
      ),
    );
    expect(sentence).toMatch(
      /multiplier_endpoint was removed \([0-9a-f]{12}\), multiplier_value went from 5 to 6, and product_endpoint was added \([0-9a-f]{12}-dirty\.[0-9a-f]{12}\); the other one is unchanged\.$/,
    );
  });

  test("of the same is no difference, and asks no repository", async () => {
    const { exitCode, stdout } = await inlineage("/", [
      "diff",
      repository.path("begin.json"),
      repository.path("begin.json"),
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Nothing differs: both versions and values are the same.");
  });

  test("says what it can't tell of a closure, and only that", async () => {
    const { stdout } = await inlineage(repository.directory, [
      "diff",
      "begin.json",
      "changed.json",
      "--scope",
      "closure",
    ]);
    expect(stdout).toContain("Multiply by seven");
    expect(stdout).not.toContain("Multiply by six");
    expect(stdout).toContain("other commits in between may have changed what it depends on");
  });

  test("of manifests takes their word for what means the same, of closures too", async () => {
    const manifest = (step: string, fingerprint: string) =>
      JSON.stringify({
        Multiplier: { ...JSON.parse(scans[step] as string), version: versionIn(step), fingerprint },
      });
    const versionIn = (step: string) =>
      (JSON.parse(scans[step] as string) as { Multiplier: string }).Multiplier;
    repository.write({
      "one.json": manifest("begin", "a"),
      "same.json": manifest("changed", "a"),
      "other.json": manifest("restored", "b"),
    });
    const changes = async (to: string) => {
      const args = ["diff", "one.json", to, "--scope", "closure"];
      return (await inlineageJson(repository.directory, args)) as Diff;
    };
    expect((await changes("same.json")).entries).toMatchObject([{ change: "formatting" }]);
    expect((await changes("other.json")).entries).toMatchObject([{ change: "changed" }]);
  });

  test("goes on with what it can tell when a commit is of another repository", async () => {
    const input = JSON.stringify({
      ...JSON.parse(scans.begin as string),
      multiplier_endpoint: "1".repeat(40),
    });
    const { exitCode, stdout } = await inlineage(
      repository.directory,
      ["diff", "-", "formatted.json"],
      { input },
    );
    expect(exitCode).toBe(1);
    expect(stdout).toContain("multiplier_endpoint\nno such commit in this repository");
    expect(stdout).toContain("Multiplier changed in form only");
  });

  test("says what to do where a shallow clone lacks the commits", async () => {
    const shallow = new GitRepository("diff-shallow");
    shallow.git("fetch", "--quiet", "--depth=1", `file://${repository.directory}`, "main");
    shallow.git("checkout", "--quiet", "FETCH_HEAD");
    shallow.write({ "a.json": scans.begin as string, "b.json": scans.formatted as string });
    const { exitCode, stdout } = await inlineage(shallow.directory, ["diff", "a.json", "b.json"]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("or is this a shallow clone (git fetch --unshallow");
  });
});
