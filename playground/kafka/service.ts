import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface Service {
  url: string;
  /** Ends it as an orchestrator does. @returns when everything it recorded is delivered */
  stop(): Promise<void>;
}

/** Starts the built service on a free port. What it prints is printed. */
export async function startService(servers: string): Promise<Service> {
  const node = spawn(process.execPath, ["--enable-source-maps", "dist/kafka/server.js"], {
    env: { ...process.env, KAFKA_BROKERS: servers, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(node, "close");
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: node.stdout }).on("line", (line) => {
      console.log(line);
      const found = /http:\/\/\S+/.exec(line)?.[0];
      if (found) resolve(found);
    });
    node.once("close", () => reject(new Error("the service ended before it answered")));
  });
  return {
    url,
    async stop() {
      node.kill("SIGTERM");
      await ended;
    },
  };
}
