/** What kafkajs and Confluent's client in its KafkaJS form have in common, as far as it is used here. */
export interface KafkaProducer {
  send(record: KafkaRecord): Promise<unknown>;
}

export interface KafkaRecord {
  topic: string;
  messages: KafkaMessage[];
}

export interface KafkaMessage {
  key: string;
  value: string;
  headers: Record<string, string>;
}
