import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface Broker {
  /** `host:port`, several with commas. */
  servers: string;
  stop(): void;
}

/** Starts a Kafka cluster to play with: librdkafka's mock cluster, inside Debian's kcat. */
export function startBroker(): Promise<Broker> {
  // It serves until its standard input ends.
  const kcat: ChildProcess = spawn(
    "kcat",
    ["-P", "-b", "none", "-t", "none", "-X", "test.mock.num.brokers=3", "-d", "mock"],
    { stdio: ["pipe", "ignore", "pipe"] },
  );
  return new Promise((resolve, reject) => {
    kcat.once("error", () => reject(new Error("kcat is not installed: apt-get install kcat")));
    if (!kcat.stderr) return;
    createInterface({ input: kcat.stderr }).on("line", (line) => {
      const servers = /bootstrap\.servers=(\S+)/.exec(line)?.[1];
      if (servers) resolve({ servers, stop: () => void kcat.kill("SIGKILL") });
    });
  });
}
