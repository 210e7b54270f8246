import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { app as express } from "../../fixtures/servers/express-server.js";
import { app as fastify } from "../../fixtures/servers/fastify-server.js";
import { app as hono } from "../../fixtures/servers/hono-server.js";
import type { Snapshot } from "../version-tracker.js";

interface Answer {
  header: string | null;
  body: unknown;
}

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

async function answerOf(response: Response): Promise<Answer> {
  return { header: response.headers.get("aggregated-version"), body: await response.json() };
}

const servers: Record<string, (path: string) => Promise<Answer>> = {
  async fastify(path) {
    const { headers, body } = await fastify.inject(path);
    return { header: String(headers["aggregated-version"]), body: JSON.parse(body) };
  },
  hono: async (path) => answerOf(await hono.request(path)),
  async express(path) {
    const server = express.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const answer = await answerOf(await fetch(`http://127.0.0.1:${port}${path}`));
    server.close();
    return answer;
  },
};

test.each(Object.keys(servers))(
  "the README's lines for %s put the aggregate into a header and serve the snapshot",
  async (name) => {
    const get = servers[name] as (path: string) => Promise<Answer>;
    const served = await get("/versions");
    expect(served.body).toMatchObject({ Model: "6735f08", aggregated_version: served.header });
    const [first, second] = await Promise.all([get("/predict"), get("/predict")]);
    const { versions } = first.body as { versions: Snapshot };
    expect(versions).toMatchObject({ prompt: "v3", aggregated_version: first.header });
    expect(first.header).not.toBe(served.header);
    expect(second.header).toBe(first.header);
  },
);

test.each(Object.keys(servers))("the lines for %s are what the README shows", (name) => {
  const source = new URL(`../../fixtures/servers/${name}-server.ts`, import.meta.url);
  const lines = /\/\/ begin\n(.*)\/\/ end/s.exec(readFileSync(source, "utf8"))?.[1];
  expect(readme).toContain(lines);
});
