import { startBroker } from "./broker.js";
import { readTopic } from "./read-topic.js";
import { startService } from "./service.js";

// Starts a broker and the service, asks it a hundred times, and shows what anyone who reads along can tell of each
// answer afterwards.

const REQUESTS = 100;
const SHOWN = 3;

async function ask(url: string, index: number): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      customer_id: `customer-${index}`,
      months: (index * 7) % 72,
      tickets: index % 5,
      bill: 10 + ((index * 13) % 110),
    }),
  });
  if (!response.ok) throw new Error(`request ${index} got ${response.status}`);
}

async function main(): Promise<void> {
  const broker = await startBroker();
  try {
    console.log(`Kafka at ${broker.servers}`);
    const service = await startService(broker.servers);
    for (let index = 0; index < REQUESTS; index++) await ask(service.url, index);
    await service.stop();

    const events = await readTopic(broker.servers, "inferences");
    const snapshots = await readTopic(broker.servers, "inferences-versions");
    const versions = new Map(snapshots.map(({ key, value }) => [key, value]));
    console.log(`kcat reads ${events.length} inferences of ${versions.size} aggregates:\n`);
    for (const [aggregate, snapshot] of versions) {
      const own = events.filter(({ value }) => value.aggregated_version === aggregate);
      console.log(`${own.length} inferences made by ${JSON.stringify(snapshot, null, 2)}`);
      for (const { value } of own.slice(0, SHOWN)) console.log(`  ${JSON.stringify(value.data)}`);
      console.log(`  and ${own.length - SHOWN} more\n`);
    }
    const unexplained = events.filter(
      ({ value }) => !versions.has(String(value.aggregated_version)),
    );
    if (events.length !== REQUESTS || unexplained.length > 0) {
      throw new Error(
        `${REQUESTS} requests, but ${events.length} inferences, ${unexplained.length} unexplained`,
      );
    }
  } finally {
    broker.stop();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
