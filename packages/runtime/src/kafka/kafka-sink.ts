import { RefusedError, type Sink } from "../capture/sink.js";
import { checkOptions } from "../options.js";
import type { KafkaMessage, KafkaProducer } from "./producer.js";
import { isRefusal } from "./refusal.js";

export interface KafkaSinkOptions {
  /** A connected producer of kafkajs, or of Confluent's client in its KafkaJS form. Stays the caller's to disconnect. */
  producer: KafkaProducer;
  /** Gets the events, keyed by their id. */
  topic: string;
  /**
   * Gets each snapshot once, keyed by its aggregate. Make it a compacted topic (`cleanup.policy=compact`).
   *
   * @default the topic of the events and `-versions`
   */
  snapshotTopic?: string;
}

/**
 * A sink that produces to Kafka.
 *
 * Events carry their aggregate in the header `aggregated_version` and as JSON, see `schemas/event.schema.json`; snapshots
 * are sent before the first event that names them. Delivery is at least once: after a failure some events may be there
 * twice, with the same id.
 *
 * @throws InlineageRuntimeError `INVALID_OPTION` on an option that isn't one
 *
 * @example
 * kafkaSink({ producer, topic: "inferences" });
 */
export function kafkaSink(options: KafkaSinkOptions): Sink {
  const { producer, topic, snapshotTopic = `${topic}-versions` } = options;
  checkOptions(
    { ...options, producer, topic },
    {
      producer: typeof producer?.send === "function",
      topic: isName(topic),
      snapshotTopic: isName(snapshotTopic),
    },
  );

  async function send(to: string, messages: KafkaMessage[]): Promise<void> {
    if (messages.length === 0) return;
    try {
      await producer.send({ topic: to, messages });
    } catch (cause) {
      if (!isRefusal(cause)) throw cause;
      throw new RefusedError(`the broker refuses messages for ${to}`, { cause });
    }
  }

  return {
    async send({ events, snapshots }) {
      await send(
        snapshotTopic,
        snapshots.map(({ aggregatedVersion, text }) =>
          message(aggregatedVersion, text, aggregatedVersion),
        ),
      );
      await send(
        topic,
        events.map(({ id, text, aggregatedVersion }) => message(id, text, aggregatedVersion)),
      );
    },
  };
}

function isName(topic: unknown): boolean {
  return typeof topic === "string" && topic !== "";
}

function message(key: string, value: string, aggregatedVersion: string): KafkaMessage {
  return { key, value, headers: { aggregated_version: aggregatedVersion } };
}
