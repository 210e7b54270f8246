import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { VersionTracker } from "@inlineage/runtime";
import { createRecorder } from "@inlineage/runtime/capture";
import { kafkaSink } from "@inlineage/runtime/kafka";
import { Ajv2020 } from "ajv/dist/2020.js";
import { Kafka, logLevel, Partitioners, type Producer } from "kafkajs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../support/eventually.js";
import { consume, type KcatConsumer } from "./kcat-consumer.js";
import { type MockBroker, startMockBroker } from "./mock-broker.js";

const require = createRequire(import.meta.url);

function schema(name: string): object {
  const path = require.resolve(`@inlineage/runtime/schemas/${name}.schema.json`);
  return JSON.parse(readFileSync(path, "utf8")) as object;
}

let broker: MockBroker;
let producer: Producer;
let consumers: KcatConsumer[] = [];
beforeAll(async () => {
  broker = await startMockBroker();
  producer = new Kafka({
    clientId: "test",
    brokers: broker.brokers,
    logLevel: logLevel.NOTHING,
  }).producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
});
afterAll(async () => {
  await Promise.all(consumers.map((consumer) => consumer.stop()));
  consumers = [];
  await producer.disconnect();
  await broker.stop();
});

function follow(topic: string): KcatConsumer {
  const consumer = consume(broker.brokers, topic);
  consumers.push(consumer);
  return consumer;
}

test("a plain consumer reads every event back, joined to the snapshot of its aggregate", async () => {
  const sink = kafkaSink({ producer, topic: "inferences" });
  const tracker = new VersionTracker({ Model: "6735f0884cac12dacbecd40e88218e6037c88d99" });
  const arms = ["A", "B"].map((arm) => tracker.with({ arm }));
  const recorder = createRecorder({ tracker, sink });
  for (let index = 0; index < 100; index++) {
    const own = arms[index % 2];
    recorder.record({
      id: `event-${index}`,
      data: { input: index, ü: "🙂" },
      ...(own && { tracker: own }),
    });
  }
  expect(await recorder.close()).toMatchObject({ accepted: 100, delivered: 100 });

  const events = follow("inferences");
  const snapshots = follow("inferences-versions");
  await eventually("all are read", () => events.messages.length >= 100);
  await eventually("the snapshots are read", () => snapshots.messages.length >= 2);

  const ajv = new Ajv2020({ schemas: [schema("snapshot")], formats: { "date-time": true } });
  const validateEvent = ajv.compile(schema("event"));
  const validateSnapshot = ajv.getSchema("snapshot.schema.json");
  const versions = new Map(
    snapshots.messages.map(({ key, payload }) => [key, JSON.parse(payload)]),
  );
  expect(snapshots.messages.length).toBe(2);
  for (const [key, snapshot] of versions) {
    expect(validateSnapshot?.(snapshot)).toBe(true);
    expect(snapshot.aggregated_version).toBe(key);
  }
  const byId = new Map(events.messages.map((message) => [message.key, message]));
  expect(byId.size).toBe(100);
  for (let index = 0; index < 100; index++) {
    const message = byId.get(`event-${index}`);
    const event = JSON.parse(message?.payload ?? "");
    expect(validateEvent(event), JSON.stringify(validateEvent.errors)).toBe(true);
    expect(event).toMatchObject({ id: `event-${index}`, data: { input: index, ü: "🙂" } });
    expect(message?.headers).toEqual({ aggregated_version: event.aggregated_version });
    expect(versions.get(event.aggregated_version)).toMatchObject({
      ...{ Model: "6735f0884cac12dacbecd40e88218e6037c88d99", arm: index % 2 ? "B" : "A" },
    });
  }
});
