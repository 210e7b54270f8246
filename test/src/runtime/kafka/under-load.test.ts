import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { consume, type KcatConsumer } from "./kcat-consumer.js";
import type { LoadMessage, LoadOptions, Phase } from "./load-service.js";
import { type MockBroker, startMockBroker } from "./mock-broker.js";

type Result = Extract<LoadMessage, { kind: "result" }>;

const RATE = 5000;
const PHASES = { before: 12_500, trouble: 5000, after: 12_500 };
const MEGABYTE = 2 ** 20;

let broker: MockBroker;
const consumers: KcatConsumer[] = [];
beforeAll(async () => {
  broker = await startMockBroker();
});
afterAll(async () => {
  await Promise.all(consumers.map((consumer) => consumer.stop()));
  await broker.stop();
});

/** Runs the service, and counts how often each event is read back meanwhile. */
async function load(
  topic: string,
  destroyConnections: boolean,
  onPhase: (phase: Phase) => void,
): Promise<{ result: Result; read: Map<string, number>; aggregates: Set<string> }> {
  const read = new Map<string, number>();
  const aggregates = new Set<string>();
  consumers.push(
    consume(broker.brokers, topic, ({ key, headers }) => {
      read.set(key, (read.get(key) ?? 0) + 1);
      aggregates.add(headers.aggregated_version ?? "");
    }),
  );
  const options: LoadOptions = {
    ...{ brokers: broker.brokers, topic, rate: RATE, phases: PHASES, destroyConnections },
  };
  const service = fork(
    fileURLToPath(new URL("./load-service.ts", import.meta.url)),
    [JSON.stringify(options)],
    { execArgv: ["--import", "tsx"], cwd: import.meta.dirname },
  );
  const result = await new Promise<Result>((resolve, reject) => {
    service.on("message", (message: LoadMessage) => {
      if (message.kind === "phase") onPhase(message.phase);
      else resolve(message);
    });
    service.once("exit", (code) => reject(new Error(`the service ended with ${code}`)));
  });
  await eventually("every delivered event is read", () => read.size >= result.stats.delivered);
  return { result, read, aggregates };
}

function report(title: string, result: Result, read: ReadonlyMap<string, number>): void {
  const { accepted, delivered, dropped, pending } = result.stats;
  const total = [...read.values()].reduce((sum, times) => sum + times, 0);
  const latency = Object.entries(result.latency).map(
    ([phase, { median, p99, lagMedian }]) =>
      `${phase}: median ${median} µs, 99th ${p99} µs, begun ${lagMedian} µs late`,
  );
  console.log(
    [
      title,
      `  accepted ${accepted}, delivered ${delivered}, dropped ${dropped}, pending ${pending}`,
      `  read back ${read.size}, duplicates ${total - read.size}, batches tried again ${result.retries}`,
      `  connections destroyed ${result.destroyed}, memory grown ${Math.round(result.grown / MEGABYTE)} MB`,
      ...latency.map((line) => `  ${line}`),
    ].join("\n"),
  );
}

function check(topic: string, result: Result, read: ReadonlyMap<string, number>): void {
  const { stats, latency } = result;
  const seconds = Object.values(PHASES).reduce((sum, ms) => sum + ms, 0) / 1000;
  expect(stats.accepted).toBe(RATE * seconds);
  expect(stats).toMatchObject({ pending: 0, dropped: 0 });
  expect(stats.delivered).toBe(stats.accepted);
  for (let count = 0; count < stats.accepted; count++)
    expect(read.has(`${topic}-${count}`)).toBe(true);
  expect(read.size).toBe(stats.accepted);
  // The middle answer takes about 10 µs; anything that waits for the broker would take thousands.
  expect(latency.trouble.median).toBeLessThan(3 * latency.before.median + 50);
  expect(result.grown / MEGABYTE).toBeLessThan(300);
}

test("a broker frozen for five seconds loses nothing and slows nothing", async () => {
  const { result, read, aggregates } = await load("frozen", false, (phase) => {
    if (phase === "trouble") broker.freeze();
    if (phase === "after") broker.thaw();
  });
  report("broker frozen", result, read);
  check("frozen", result, read);
  expect(aggregates.size).toBe(2);
});

test("connections destroyed again and again lose nothing and slow nothing", async () => {
  const { result, read } = await load("destroyed", true, () => {});
  report("connections destroyed", result, read);
  check("destroyed", result, read);
  expect(result.destroyed).toBeGreaterThan(5);
});
