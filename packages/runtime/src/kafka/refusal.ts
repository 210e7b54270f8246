/**
 * Answers of a broker that the same messages will get again, by their number in the Kafka protocol, which kafkajs and
 * librdkafka both give as `code`: MESSAGE_TOO_LARGE, RECORD_LIST_TOO_LARGE, INVALID_RECORD.
 */
const REFUSALS = new Set<unknown>([10, 18, 87]);
const MAX_CAUSES = 5;

/** Whether an error says that trying again can't help. Clients wrap the broker's answer when their own retries end. */
export function isRefusal(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth < MAX_CAUSES && isObject(current); depth++) {
    if (REFUSALS.has(current.code)) return true;
    current = current.cause ?? current.originalError;
  }
  return false;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
