import {
  KafkaJSConnectionError,
  KafkaJSNumberOfRetriesExceeded,
  KafkaJSProtocolError,
  type Producer,
} from "kafkajs";
import { describe, expect, expectTypeOf, test } from "vitest";
import { createRecorder } from "../capture/index.js";
import { VersionTracker } from "../version-tracker.js";
import { type KafkaProducer, type KafkaRecord, type KafkaSinkOptions, kafkaSink } from "./index.js";

const tracker = new VersionTracker({ Model: "1" });

function protocolError(code: number, type: string): Error {
  return new KafkaJSProtocolError(Object.assign(new Error(type), { code, type, retriable: false }));
}

test("a producer of kafkajs fits", () => {
  expectTypeOf<Producer>().toExtend<KafkaProducer>();
});

test("snapshots go first, to their own topic; events are keyed by their id", async () => {
  const records: KafkaRecord[] = [];
  const sink = kafkaSink({
    producer: { send: async (record) => records.push(record) },
    topic: "inferences",
    snapshotTopic: "known-versions",
  });
  const recorder = createRecorder({ tracker, sink });
  recorder.record({ id: "a", data: 1 });
  recorder.record({ id: "b", data: 2 });
  await recorder.flush();
  recorder.record({ id: "c", data: 3 });
  await recorder.close();
  const { aggregatedVersion } = tracker;
  const headers = { aggregated_version: aggregatedVersion };
  expect(records).toMatchObject([
    { topic: "known-versions", messages: [{ key: aggregatedVersion, headers }] },
    {
      topic: "inferences",
      messages: [
        { key: "a", headers },
        { key: "b", headers },
      ],
    },
    { topic: "inferences", messages: [{ key: "c", headers }] },
  ]);
});

test("options that can't be right are refused by name", () => {
  const producer: KafkaProducer = { send: async () => {} };
  const refused: [object, string][] = [
    [{ topic: "t" }, "the option producer can't be undefined"],
    [{ producer: {}, topic: "t" }, "the option producer can't be"],
    [{ producer }, "the option topic can't be undefined: use producer,topic,snapshotTopic"],
    [{ producer, topic: "" }, "the option topic can't be "],
    [{ producer, topic: "t", snapshotsTopic: "s" }, "the option snapshotsTopic can't be s"],
  ];
  for (const [options, message] of refused) {
    expect(() => kafkaSink(options as KafkaSinkOptions)).toThrow(message);
  }
});

describe("what the broker answers", () => {
  const tooLarge = protocolError(10, "MESSAGE_TOO_LARGE");

  test.each([
    ["by the broker", tooLarge],
    [
      "wrapped by the client",
      new KafkaJSNumberOfRetriesExceeded(tooLarge, { retryCount: 5, retryTime: 1 }),
    ],
    ["by librdkafka", Object.assign(new Error("size"), { code: 10 })],
  ])("refused %s, an event is dropped without its batch", async (_, error) => {
    const taken: string[] = [];
    const producer: KafkaProducer = {
      async send({ topic, messages }) {
        if (messages.some(({ key }) => key === "bad")) throw error;
        if (topic === "t") taken.push(...messages.map(({ key }) => key));
      },
    };
    const recorder = createRecorder({ tracker, sink: kafkaSink({ producer, topic: "t" }) });
    for (const id of ["a", "bad", "b"]) recorder.record({ id });
    expect(await recorder.close()).toMatchObject({ delivered: 2, droppedBy: { refused: 1 } });
    expect(taken).toEqual(["a", "b"]);
  });

  test.each([
    ["no leader", protocolError(6, "NOT_LEADER_FOR_PARTITION")],
    ["no connection", new KafkaJSConnectionError("Connection error: ECONNREFUSED")],
    ["no error at all", undefined],
  ])("with %s, it is asked again", async (_, error) => {
    let calls = 0;
    const producer: KafkaProducer = {
      async send() {
        if (calls++ === 0) throw error;
      },
    };
    const recorder = createRecorder({
      ...{ tracker, sink: kafkaSink({ producer, topic: "t" }) },
      minBackoff: 1,
    });
    recorder.record({ id: "a" });
    expect(await recorder.close()).toMatchObject({ delivered: 1, dropped: 0 });
  });
});
