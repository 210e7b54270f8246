import { execFile } from "node:child_process";
import { promisify } from "node:util";

export interface Message {
  key: string;
  value: Record<string, unknown>;
}

const ALL_OF_IT = 2 ** 28;

/** Reads a topic from its beginning to its end, with plain kcat. */
export async function readTopic(servers: string, topic: string): Promise<Message[]> {
  const { stdout } = await promisify(execFile)(
    "kcat",
    ["-C", "-q", "-e", "-b", servers, "-t", topic, "-o", "beginning", "-f", "%k\t%s\n"],
    { maxBuffer: ALL_OF_IT },
  );
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const tab = line.indexOf("\t");
      return { key: line.slice(0, tab), value: JSON.parse(line.slice(tab + 1)) };
    });
}
