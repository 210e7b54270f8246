import { setTimeout as sleep } from "node:timers/promises";

/** Waits until a condition holds. @throws when it doesn't within `timeout` milliseconds */
export async function eventually(
  what: string,
  condition: () => boolean,
  timeout = 60_000,
): Promise<void> {
  const deadline = performance.now() + timeout;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await sleep(20);
  }
}
