import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A message as kcat prints it with `-J`. */
export interface ConsumedMessage {
  topic: string;
  partition: number;
  offset: number;
  key: string;
  headers: Record<string, string>;
  payload: string;
}

export interface KcatConsumer {
  messages: ConsumedMessage[];
  process: ChildProcess;
  stop(): Promise<void>;
}

interface KcatLine extends Omit<ConsumedMessage, "headers"> {
  /** Names and values in turn. */
  headers?: readonly string[];
}

/**
 * Reads a topic along from its beginning, with plain kcat.
 *
 * @param onMessage instead of keeping every message
 */
export function consume(
  brokers: readonly string[],
  topic: string,
  onMessage?: (message: ConsumedMessage) => void,
): KcatConsumer {
  const messages: ConsumedMessage[] = [];
  const kcat = spawn(
    "kcat",
    ["-C", "-q", "-u", "-J", "-b", brokers.join(","), "-t", topic, "-o", "beginning"],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  const ended = new Promise<void>((resolve) => kcat.once("close", () => resolve()));
  createInterface({ input: kcat.stdout }).on("line", (line) => {
    const { headers = [], ...message } = JSON.parse(line) as KcatLine;
    const pairs: [string, string][] = [];
    for (let index = 0; index < headers.length; index += 2) {
      pairs.push([headers[index] ?? "", headers[index + 1] ?? ""]);
    }
    (onMessage ?? ((taken) => messages.push(taken)))({
      ...message,
      headers: Object.fromEntries(pairs),
    });
  });
  return {
    messages,
    process: kcat,
    async stop() {
      kcat.kill("SIGKILL");
      await ended;
    },
  };
}
