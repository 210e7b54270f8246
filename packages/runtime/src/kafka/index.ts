export { type KafkaSinkOptions, kafkaSink } from "./kafka-sink.js";
export type { KafkaMessage, KafkaProducer, KafkaRecord } from "./producer.js";
