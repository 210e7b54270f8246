import { createRecorder } from "@inlineage/runtime/capture";
import { kafkaSink } from "@inlineage/runtime/kafka";
import { current } from "@inlineage/runtime/node";
import { Kafka, logLevel, Partitioners } from "kafkajs";
import { createChurnService } from "./service.js";
import { loadModels } from "./serving.js";

const DEFAULT_PORT = "3000";
const DEFAULT_BROKERS = "127.0.0.1:9092";

const brokers = (process.env.KAFKA_BROKERS ?? DEFAULT_BROKERS).split(",");
const kafka = new Kafka({ clientId: "churn", brokers, logLevel: logLevel.ERROR });
const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
await producer.connect();

const recorder = createRecorder({
  tracker: current,
  sink: kafkaSink({ producer, topic: "inferences" }),
  onDrop: ({ id, reason }) => console.error(`inference ${id} is not recorded: ${reason}`),
});
const service = createChurnService(await loadModels("models"), recorder);

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());

async function stop(): Promise<void> {
  await service.close();
  const { accepted, delivered, dropped } = await recorder.close();
  await producer.disconnect();
  console.log(`recorded ${accepted} inferences: ${delivered} delivered, ${dropped} dropped`);
}

const port = Number(process.env.PORT ?? DEFAULT_PORT);
console.log(
  `The churn models answer at ${await service.listen({ port, host: "127.0.0.1" })}/churn`,
);
