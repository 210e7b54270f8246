import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { writeReport } from "@inlineage/core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startChromium } from "../support/chromium.js";
import { GitRepository } from "../support/git-repository.js";
import { inlineage } from "../support/run-inlineage.js";
import { emptyFolder } from "../support/temporary-folder.js";
import { generatedEvents } from "./generated-events.js";

const START = Date.UTC(2026, 10, 23, 13, 0);
const MINUTE = 60_000;
const HOSTILE = '<img src=x onerror="document.title=1">';
const REVERSED = "\u202Eesrever";

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.close());

interface Opened {
  page: Page;
  /** What it asked for beside itself, and what it complained about. */
  noise: string[];
  /** Absolute path. */
  file: string;
}

/** Writes the report of some lines and opens it. */
async function report(lines: string): Promise<Opened> {
  const folder = emptyFolder("report");
  const source = { name: "events.jsonl", bytes: Readable.from([Buffer.from(lines)]) };
  const file = join(folder, "report.html");
  await writeReport([source], file, { repository: folder });
  return open(file);
}

async function open(file: string, width = 1200): Promise<Opened> {
  const noise: string[] = [];
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  onTestFinished(() => page.close());
  const url = pathToFileURL(file).href;
  page.on("request", (request) => {
    if (request.url() !== url) noise.push(request.url());
  });
  page.on("console", (message) => noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(error.message));
  await page.goto(url);
  return { page, noise, file };
}

async function text(events: Parameters<typeof generatedEvents>[0]): Promise<string> {
  const blocks: Buffer[] = [];
  for await (const block of generatedEvents(events)) blocks.push(block);
  return Buffer.concat(blocks).toString();
}

function eventLine(aggregate: string, versions: object, minute = 0, hostname = "serve-1"): string {
  const time = new Date(START + minute * MINUTE).toISOString();
  const rest = { aggregated_version: aggregate, hostname };
  const snapshot = { ...versions, ...rest, versioning_timestamp: time };
  return `${JSON.stringify({ id: `e${minute}`, ...rest, recorded_at: time, versions: snapshot })}\n`;
}

describe("two deployments on three hosts with two arms, and one taken back", () => {
  const repository = new GitRepository("report");
  let first: string;
  let second: string;
  let printed: string;
  let file: string;

  beforeAll(async () => {
    first = repository.commit("Multiply numbers", { "multiplier.ts": "1" });
    second = repository.commit("Round <b>half</b> up", { "multiplier.ts": "2" });
    const before = { Multiplier: first, serve: first, threshold: 0.5 };
    const lines = await text({
      ...{ events: 9000, from: START, to: START + 180 * MINUTE, rollout: MINUTE },
      ...{ hosts: ["serve-1", "serve-2", "serve-3"], arms: ["A", "B"] },
      deployments: [
        { time: 0, versions: before },
        { time: START + 65 * MINUTE, versions: { ...before, Multiplier: second } },
        { time: START + 120 * MINUTE, versions: { ...before, threshold: 0.4 } },
      ],
    });
    repository.write({ "events.jsonl": lines });
    const written = await inlineage(repository.directory, ["report", "events.jsonl"]);
    expect(written).toMatchObject({ exitCode: 0, stderr: "" });
    printed = written.stdout;
    file = repository.path("inlineage-report.html");
  });

  test("who types 14:05 reads what changed then, in which arm, and by which commit", async () => {
    const { page, noise } = await open(file);
    expect(printed).toMatch(/^9,000 events, 6 aggregates, 4 changes: .*inlineage-report\.html$/);
    await page.keyboard.press("Tab");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("14:06");
    await page.keyboard.press("Enter");
    const readout = await page.locator(".readout").innerText();
    expect(readout).toContain("At 2026-11-23 14:06:00 UTC");
    expect(readout).toMatch(/at 2026-11-23 14:05:0\d, 5\d s before: arm [AB] from #[12] /);
    expect(readout).toContain("Round <b>half</b> up A Tester, 2024-01-01");
    expect(readout).toContain(first.slice(0, 10));
    expect(readout).toContain(second.slice(0, 10));
    expect(readout).not.toContain("threshold");
    expect(noise).toEqual([]);
  });

  test("a moment that isn't one is refused with how to type it", async () => {
    const { page } = await open(file);
    await page.keyboard.press("Tab");
    await page.keyboard.type("lately");
    await page.keyboard.press("Enter");
    expect(await page.getByRole("alert").innerText()).toBe(
      "Type a time as 14:05 or 2026-11-23 14:05:30",
    );
  });

  test("every change is listed with its hosts, and both arms of one are told once", async () => {
    const { page } = await open(file);
    const changes = await page.locator(".changes > li").allInnerTexts();
    expect(changes).toHaveLength(6);
    expect(changes[2]).toMatch(/^3\s*2026-11-23 14:05:0\d arm [AB] from #[12] \w+ to #[34] \w+/);
    expect(changes[2]).toContain(
      "on 3 hosts: serve-1, serve-2, serve-3; the last one at 2026-11-23 14:07:",
    );
    expect(changes[3]).toContain("The same moved as with change 3");
    expect(changes[4]).toContain("threshold");
    expect(changes[4]).toContain("Multiply numbers");
    expect(await page.getByRole("button", { name: /more of/ }).count()).toBe(0);
  });

  test("any two aggregates stand side by side, by keyboard alone", async () => {
    const { page } = await open(file);
    await page.locator("#left").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("Tab");
    await page.keyboard.press("End");
    const rows = page.locator("#compare table").first().locator("tbody tr");
    const names = await rows.locator("th").allInnerTexts();
    expect(names).toContain("threshold");
    expect(names).not.toContain("Multiplier");
    expect(await rows.filter({ hasText: "threshold" }).innerText()).toMatch(/0\.5\s+0\.4/);
    await page.locator("#compare summary").focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("#compare details").innerText()).toContain("Multiplier");
  });

  test("everything that can be done is reached by Tab, and shows that it is", async () => {
    const { page } = await open(file);
    const reached: string[] = [];
    for (;;) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate<[string, string] | undefined>(`(() => {
        const { activeElement: at, body } = document;
        if (!at || at === body) return undefined;
        return [at.id || at.getAttribute("aria-label") || at.textContent, getComputedStyle(at).outlineStyle];
      })()`);
      if (!focused || reached.length > 100) break;
      expect(focused[1], focused[0]).toBe("solid");
      reached.push(focused[0]);
    }
    for (const name of ["moment-field", "Zoom in", "Whole time", "moment-slider", "left", "right"])
      expect(reached).toContain(name);
    expect(reached.filter((name) => name === "Side by side")).toHaveLength(4);
  });

  test("arrow keys move the moment along the timeline", async () => {
    const { page } = await open(file);
    await page.locator("#moment-slider").focus();
    await page.keyboard.press("Home");
    expect(await page.locator(".readout").innerText()).toContain("Nothing had changed.");
    await page.keyboard.press("End");
    for (let step = 0; step < 5; step++) await page.keyboard.press("ArrowLeft");
    expect(await page.locator(".readout").innerText()).toContain("threshold");
  });

  test("a phone shows it without scrolling sideways, and so does paper", async () => {
    const { page } = await open(file, 360);
    const overflow = "document.documentElement.scrollWidth - innerWidth";
    expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
    await page.emulateMedia({ media: "print" });
    expect(await page.getByRole("button").count()).toBe(0);
    expect(await page.locator(".changes > li").count()).toBe(6);
  });
});

test("names of any kind are shown as text, and run nothing", async () => {
  const long = "x".repeat(5000);
  const names = { [HOSTILE]: HOSTILE, "</script><script>document.title=2</script>": 1 };
  const odd = {
    ["__proto__"]: 1,
    [REVERSED]: "\u2028",
    [long]: long,
    "名前 🦊": null,
    arm: HOSTILE,
  };
  const { page, noise } = await report(
    eventLine("a", { ...names, ...odd }, 0, HOSTILE) +
      eventLine("<b>b</b>", { ...names, [HOSTILE]: "other", arm: HOSTILE }, 20, HOSTILE) +
      `${HOSTILE}\n`,
  );
  expect(await page.title()).toBe("inlineage report");
  expect(await page.locator("img, b").count()).toBe(0);
  const body = await page.locator("main").innerText();
  for (const name of [
    HOSTILE,
    "</script><script>document.title=2</script>",
    "__proto__",
    "名前 🦊",
  ])
    expect(body).toContain(name);
  expect(body).toContain("#2 <b>b</b>");
  expect(body).toContain(long);
  expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
  expect(noise).toEqual([]);
});

test("the page may ask the network for nothing, and run nothing but its own script", async () => {
  const { page, noise } = await report(eventLine("a", {}));
  const attempts = await page.evaluate(`(async () => {
    const failed = await fetch("https://example.org/").then(() => false, () => true);
    const script = document.createElement("script");
    script.textContent = "document.title = 3";
    document.body.append(script);
    return [failed, document.title];
  })()`);
  expect(attempts).toEqual([true, "inlineage report"]);
  expect(noise.join("\n")).toContain("Content Security Policy");
});

test("a file without events says so", async () => {
  const { page, noise } = await report("");
  expect(await page.locator("main").innerText()).toContain(
    "There are no events and no snapshots in this input.",
  );
  expect(noise).toEqual([]);
});

test("a file with one event shows it", async () => {
  const { page, noise } = await report(eventLine("0123456789", { Model: "a".repeat(40) }));
  const body = await page.locator("main").innerText();
  expect(body).toContain("1 event, 1 aggregate, 0 arms, 1 host");
  expect(body).toContain("#1 01234567 1 event");
  expect(body).toContain("Commits are told by their ids only: there is no git repository in ");
  expect(body).toContain("Nothing had changed.");
  expect(noise).toEqual([]);
});

test("lines that could not be used are told with their numbers", async () => {
  const { page } = await report(
    `${eventLine("a", {})}Starting..\n${eventLine("a", {}, 1)}{"id":"x","aggr\n{"level":30}\n`,
  );
  expect(await page.locator(".notices").innerText()).toContain("3 lines could not be used");
  const rows = await page.locator("#problems tbody tr").allInnerTexts();
  expect(rows.map((row) => row.split("\t").map((cell) => cell.trim()))).toEqual([
    ["line 2", "events.jsonl", "isn't JSON", "Starting.."],
    ["line 4", "events.jsonl", "is cut off", '{"id":"x","aggr'],
    ["line 5", "events.jsonl", "is JSON without an aggregated_version", '{"level":30}'],
  ]);
});

test("events whose snapshot wasn't captured are counted, and what isn't known is said", async () => {
  const bare = (aggregate: string, minute: number) => {
    const recorded_at = new Date(START + minute * MINUTE).toISOString();
    return `${JSON.stringify({ id: "x", aggregated_version: aggregate, recorded_at })}\n`;
  };
  const { page } = await report(bare("aaa", 0) + bare("bbb", 30));
  const body = await page.locator("main").innerText();
  expect(body).toContain("No snapshot was captured of 2 aggregates (2 events)");
  expect(body).toContain("What moved isn't known: no snapshot was captured of #1 aaa and #2 bbb");
});

test("what is beyond the limits is told, and counted", async () => {
  const lines = Array.from({ length: 1200 }, (_, index) =>
    eventLine(`${index}`, { request: index }, index / 60, `host-${index % 150}`),
  );
  const { page, noise } = await report(lines.join(""));
  const notices = await page.locator(".notices").innerText();
  expect(notices).toContain(
    "Aggregates beyond the first 1,000 are put together: 200 others with 200 events.",
  );
  const body = await page.locator("main").innerText();
  expect(body).toContain("1,200 events, 1,200 aggregates, 0 arms, 150 hosts");
  expect(body).toContain("on 50 hosts: 50 other hosts");
  expect(body).toContain("What moved isn't known: many aggregates are put together as 200 others");
  expect(notices).toContain("Hosts beyond the first 100 are put together: 50 other hosts.");
  expect(await page.locator("#aggregates tbody tr").count()).toBe(100);
  await page.locator("#aggregates button").press("Enter");
  expect(await page.locator("#aggregates tbody tr").count()).toBe(200);
  expect(noise).toEqual([]);
});

test("the file is one file: it names no other", async () => {
  const { page, file } = await report(eventLine("a", {}));
  expect(readFileSync(file, "utf8")).not.toMatch(/<link|<img|\ssrc=|@import|url\(/);
  expect(await page.locator("[href]").count()).toBe(0);
});
