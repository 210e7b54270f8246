import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { balance, tracker } from "../../fixtures/capture/recording.js";
import { type Batch, createRecorder, RefusedError, type Sink } from "./index.js";

test("however a sink behaves, every event leaves once and the books balance at any moment", async () => {
  const behaviour = fc.constantFrom(
    "ok",
    "ok",
    "late",
    "fail",
    "throw",
    "hang",
    "too-late",
    "refuse",
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(behaviour, { maxLength: 30 }),
      fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 15 }),
      fc.record({
        batchSize: fc.integer({ min: 1, max: 8 }),
        maxPending: fc.integer({ min: 1, max: 40 }),
        giveUpAfter: fc.constantFrom(5, 1000),
      }),
      async (behaviours, bursts, limits) => {
        const delivered = new Map<string, number>();
        const dropped = new Map<unknown, number>();
        const named = new Set<string>();
        const script = [...behaviours];
        const receive = ({ events, snapshots }: Batch): void => {
          for (const { aggregatedVersion } of snapshots) named.add(aggregatedVersion);
          for (const { id, aggregatedVersion } of events) {
            expect(named).toContain(aggregatedVersion);
            delivered.set(id, (delivered.get(id) ?? 0) + 1);
          }
        };
        const sink: Sink = {
          async send(batch) {
            const next = script.shift() ?? "ok";
            if (next === "fail") throw new Error("down");
            if (next === "refuse") throw new RefusedError("never");
            if (next === "hang") await new Promise(() => {});
            if (next === "late") await sleep(1);
            if (next === "too-late") await sleep(6);
            receive(batch);
          },
        };
        const throwing: Sink = {
          send(batch, signal) {
            if (script[0] === "throw") {
              script.shift();
              throw new Error("at once");
            }
            return sink.send(batch, signal);
          },
        };
        const recorder = createRecorder({
          ...{ tracker, sink: throwing, ...limits, batchWait: 1 },
          ...{ sendTimeout: 4, minBackoff: 1, maxBackoff: 2 },
          onDrop: ({ id }) => dropped.set(id, (dropped.get(id) ?? 0) + 1),
        });
        let count = 0;
        for (const burst of bursts) {
          for (let index = 0; index < burst; index++) {
            const own = tracker.with({ arm: count % 3 });
            recorder.record({ id: `e${count++}`, tracker: own });
            expect(balance(recorder.stats())).toBe(0);
            expect(recorder.stats().pending).toBeLessThanOrEqual(limits.maxPending);
          }
          await sleep(burst % 3);
          expect(balance(recorder.stats())).toBe(0);
        }
        const stats = await recorder.close(2000);
        await sleep(0);
        expect(stats).toMatchObject({ accepted: count, pending: 0 });
        expect(stats.delivered + stats.dropped).toBe(count);
        expect(dropped.size).toBe(stats.dropped);
        expect([...dropped.values()].every((times) => times === 1)).toBe(true);
        // What a sink took after nobody waited any more is both; all else is one of the two.
        for (let index = 0; index < count; index++) {
          expect(delivered.has(`e${index}`) || dropped.has(`e${index}`)).toBe(true);
        }
      },
    ),
    { numRuns: 60 },
  );
});
