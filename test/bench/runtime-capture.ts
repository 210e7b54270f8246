import { VersionTracker } from "@inlineage/runtime";
import { createRecorder, type Sink } from "@inlineage/runtime/capture";
import { kafkaSink } from "@inlineage/runtime/kafka";
import { Kafka, logLevel, Partitioners } from "kafkajs";
import { type MockBroker, startMockBroker } from "../src/runtime/kafka/mock-broker.js";
import { median } from "./measure.js";
import type { Table } from "./table.js";

const ROUNDS = 5;
const CALLS = 10_000;
const EVENTS = 100_000;
/** So many events are recorded before the event loop gets a turn. */
const BURST = 100;

/** What recording costs the one who records, and how much goes through. */
export async function runtimeCapture(): Promise<Table> {
  const rows = [
    ["record() of an event with 3 fields", await recordCost({ input: 1, output: 2.5, ok: true })],
    [
      "record() of an event with 1,000 numbers",
      await recordCost(Array.from({ length: 1000 }, Math.random)),
    ],
    ["events a second into a sink that takes them at once", await throughput(discard)],
    ["events a second into Kafka, kafkajs and 3 brokers", await kafkaThroughput()],
  ];
  return {
    title: "Capture",
    note: `record(): median of ${ROUNDS} rounds of ${CALLS} calls, in processor time. Throughput: ${EVENTS} events of 3 fields, from the first call of record() until all are delivered; the brokers are librdkafka's mock cluster on this machine.`,
    columns: ["what", "result"],
    rows,
  };
}

const discard: Sink = { send: async () => {} };

function createTracker(): VersionTracker {
  return new VersionTracker({ Model: "6735f0884cac12dacbecd40e88218e6037c88d99" });
}

async function recordCost(data: unknown): Promise<string> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const recorder = createRecorder({
      tracker: createTracker(),
      sink: discard,
      maxPendingBytes: 2 ** 30,
    });
    const before = process.cpuUsage();
    for (let index = 0; index < CALLS; index++) recorder.record({ id: `event-${index}`, data });
    rounds.push(process.cpuUsage(before).user / CALLS);
    await recorder.close();
  }
  return `${median(rounds).toFixed(2)} µs`;
}

async function throughput(sink: Sink): Promise<string> {
  const recorder = createRecorder({ tracker: createTracker(), sink });
  const started = performance.now();
  for (let count = 0; count < EVENTS; ) {
    for (let index = 0; index < BURST; index++, count++) {
      recorder.record({
        id: `event-${count}`,
        data: { input: count, output: count * 5, ok: true },
      });
    }
    // Not more than the queue is made for: what is dropped would count as fast.
    do await new Promise((resolve) => setImmediate(resolve));
    while (recorder.stats().pending > 50_000);
  }
  const { delivered, dropped } = await recorder.close(60_000);
  const seconds = (performance.now() - started) / 1000;
  return `${Math.round(delivered / seconds).toLocaleString("en")}${dropped ? `, ${dropped} dropped` : ""}`;
}

async function kafkaThroughput(): Promise<string> {
  let broker: MockBroker;
  try {
    broker = await startMockBroker();
  } catch {
    return "not measured: kcat is not installed";
  }
  const kafka = new Kafka({ brokers: broker.brokers, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  try {
    return await throughput(kafkaSink({ producer, topic: "bench" }));
  } finally {
    await producer.disconnect();
    await broker.stop();
  }
}
