import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A Kafka cluster of three brokers in one process: librdkafka's mock cluster, inside Debian's kcat. */
export interface MockBroker {
  brokers: string[];
  process: ChildProcess;
  /** Freezes the cluster, as a broker in a long garbage collection or a stopped machine. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

const STARTUP_TIMEOUT = 20_000;

export async function startMockBroker(): Promise<MockBroker> {
  // It serves until its standard input ends.
  const kcat = spawn(
    "kcat",
    ["-P", "-b", "none", "-t", "none", "-X", "test.mock.num.brokers=3", "-d", "mock"],
    { stdio: ["pipe", "ignore", "pipe"] },
  );
  const ended = new Promise<void>((resolve) => kcat.once("close", () => resolve()));
  const brokers = await new Promise<string[]>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("kcat gave no cluster")), STARTUP_TIMEOUT);
    kcat.once("error", reject);
    // Read to the end: a full pipe would stop the cluster.
    createInterface({ input: kcat.stderr }).on("line", (line) => {
      const found = /bootstrap\.servers=(\S+)/.exec(line)?.[1];
      if (!found) return;
      clearTimeout(timer);
      resolve(found.split(","));
    });
  });
  return {
    brokers,
    process: kcat,
    freeze: () => void kcat.kill("SIGSTOP"),
    thaw: () => void kcat.kill("SIGCONT"),
    async stop() {
      kcat.kill("SIGCONT");
      kcat.kill("SIGKILL");
      await ended;
    },
  };
}
