import type { Socket } from "node:net";
import net from "node:net";
import { VersionTracker } from "@inlineage/runtime";
import { createRecorder, type RecorderStats } from "@inlineage/runtime/capture";
import { kafkaSink } from "@inlineage/runtime/kafka";
import { Kafka, logLevel, Partitioners } from "kafkajs";

// A service in a process of its own: answers at a steady rate, records every answer, and tells how long that took it.

export interface LoadOptions {
  brokers: string[];
  topic: string;
  /** Events a second. */
  rate: number;
  /** Milliseconds before, during and after the trouble. */
  phases: { before: number; trouble: number; after: number };
  /** Destroys every connection to the brokers during the trouble, again and again. */
  destroyConnections: boolean;
}

export type Phase = keyof LoadOptions["phases"];

/** Of one phase, in microseconds. */
export interface Latency {
  /** Of one answer with its recording. */
  median: number;
  p99: number;
  /** How late answers began, as anything that holds up the event loop makes them. */
  lagMedian: number;
}

export type LoadMessage =
  | { kind: "phase"; phase: Phase }
  | {
      kind: "result";
      stats: RecorderStats;
      latency: Record<Phase, Latency>;
      retries: number;
      destroyed: number;
      /** Bytes the process has grown from the first phase to its largest. */
      grown: number;
    };

const options = JSON.parse(process.argv[2] ?? "") as LoadOptions;
const phaseNames: readonly Phase[] = ["before", "trouble", "after"];
const DESTROY_EVERY = 500;

function tell(message: LoadMessage): void {
  process.send?.(message);
}

const sockets = new Set<Socket>();
const kafka = new Kafka({
  clientId: "load",
  brokers: options.brokers,
  logLevel: logLevel.NOTHING,
  socketFactory({ host, port, onConnect }) {
    const socket = net.connect({ host, port }, onConnect);
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    return socket;
  },
});
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
await producer.connect();

let retries = 0;
const tracker = new VersionTracker({ Model: "6735f0884cac12dacbecd40e88218e6037c88d99" });
const arms = [tracker.with({ arm: "A" }), tracker.with({ arm: "B" })] as const;
const recorder = createRecorder({
  tracker,
  sink: kafkaSink({ producer, topic: options.topic }),
  onRetry() {
    retries++;
  },
});

function answer(count: number): number {
  const arm = arms[count % 2 === 0 ? 0 : 1];
  const output = Math.sqrt(count) * 5;
  const { aggregated_version: version } = arm.snapshot();
  recorder.record({
    id: `${options.topic}-${count}`,
    tracker: arm,
    data: { input: count, output, version },
  });
  return output;
}

let destroyed = 0;
function destroyAll(): void {
  for (const socket of sockets) {
    socket.destroy(new Error("destroyed by the test"));
    destroyed++;
  }
}

const durations: Record<Phase, number[]> = { before: [], trouble: [], after: [] };
const lags: Record<Phase, number[]> = { before: [], trouble: [], after: [] };
let count = 0;
let peak = 0;

async function runPhase(phase: Phase): Promise<void> {
  tell({ kind: "phase", phase });
  const started = performance.now();
  const duration = options.phases[phase];
  const first = count;
  const last = first + Math.floor((duration * options.rate) / 1000);
  let nextDestroy =
    options.destroyConnections && phase === "trouble" ? 0 : Number.POSITIVE_INFINITY;
  while (count < last) {
    const elapsed = performance.now() - started;
    const due = Math.min(first + Math.floor((elapsed * options.rate) / 1000), last);
    while (count < due) {
      const scheduled = started + ((count - first) * 1000) / options.rate;
      const begun = performance.now();
      answer(count++);
      durations[phase].push((performance.now() - begun) * 1000);
      lags[phase].push((begun - scheduled) * 1000);
    }
    if (elapsed >= nextDestroy) {
      destroyAll();
      nextDestroy += DESTROY_EVERY;
    }
    peak = Math.max(peak, process.memoryUsage.rss());
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return Math.round((sorted[Math.floor(sorted.length * share)] ?? Number.NaN) * 10) / 10;
}

function latencyOf(phase: Phase): Latency {
  return {
    median: percentile(durations[phase], 0.5),
    p99: percentile(durations[phase], 0.99),
    lagMedian: percentile(lags[phase], 0.5),
  };
}

let baseline = 0;
for (const phase of phaseNames) {
  await runPhase(phase);
  if (phase === "before") baseline = process.memoryUsage.rss();
}
const stats = await recorder.close(60_000);
tell({
  kind: "result",
  stats,
  latency: {
    before: latencyOf("before"),
    trouble: latencyOf("trouble"),
    after: latencyOf("after"),
  },
  retries,
  destroyed,
  grown: peak - baseline,
});
await producer.disconnect().catch(() => undefined);
process.disconnect?.();
