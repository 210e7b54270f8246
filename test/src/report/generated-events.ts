export interface GeneratedDeployment {
  /** Milliseconds since 1970-01-01 UTC. */
  time: number;
  versions: Record<string, unknown>;
}

export interface Generation {
  events: number;
  from: number;
  to: number;
  hosts: readonly string[];
  arms: readonly string[];
  /** In the order of time; the first is there from the start. */
  deployments: readonly GeneratedDeployment[];
  /** Milliseconds from one host to the next, while a deployment is rolled out. */
  rollout: number;
}

const BLOCK = 256 * 1024;

/** Captured events as a service with several hosts and arms leaves them, with the snapshots among them. */
export async function* generatedEvents(generation: Generation): AsyncGenerator<Buffer> {
  const { events, from, to, hosts, arms, deployments, rollout } = generation;
  const told = new Set<string>();
  let block = "";
  for (let index = 0; index < events; index++) {
    const time = from + Math.floor(((to - from) * index) / events);
    const at = new Date(time).toISOString();
    const place = index % hosts.length;
    const arm = arms[(index * 7 + (index >> 3)) % arms.length];
    const number = deployments.findLastIndex((one) => time >= one.time + place * rollout);
    const aggregate = aggregateOf(Math.max(0, number), arm);
    const host = JSON.stringify(hosts[place]);
    if (!told.has(aggregate)) {
      told.add(aggregate);
      const versions = {
        ...deployments[Math.max(0, number)]?.versions,
        ...(arm !== undefined && { arm }),
      };
      const snapshot = {
        ...versions,
        aggregated_version: aggregate,
        hostname: hosts[place],
        versioning_timestamp: at,
      };
      block += `${JSON.stringify(snapshot)}\n`;
    }
    block += `{"id":"4f9c2c0e-1f0b-4c9a-9d5b-${index}","aggregated_version":"${aggregate}","recorded_at":"${at}","hostname":${host},"data":{"customer":{"months":${index % 72},"tickets":${index % 5},"bill":${10 + (index % 110)}},"probability":0.123456,"leaves":false}}\n`;
    if (block.length < BLOCK) continue;
    yield Buffer.from(block);
    block = "";
  }
  yield Buffer.from(block);
}

function aggregateOf(deployment: number, arm: string | undefined): string {
  const seed = [...`${deployment} ${arm}`].reduce(
    (sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 0xffffffff,
    7,
  );
  return seed.toString(16).padStart(8, "0").repeat(8);
}
