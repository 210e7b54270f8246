import type { Snapshot } from "../version-tracker.js";
import type { CapturedEvent, CapturedSnapshot } from "./sink.js";

interface Announcement {
  /** Gone once it was told. */
  text: string | undefined;
  /** Events in the queue or on their way that name it. */
  pending: number;
}

/** Knows which aggregates the sink was told about, so that each is told before the first event that names it. */
export interface Announcements {
  /** An event with this snapshot enters. @returns how many characters are kept for that */
  add(snapshot: Snapshot): number;
  /** What has to be told together with these events. */
  due(events: readonly CapturedEvent[]): CapturedSnapshot[];
  /** The sink has them. */
  told(snapshots: readonly CapturedSnapshot[]): void;
  /** These events left, wherever to. */
  release(events: readonly CapturedEvent[]): void;
}

/** @param limit how many aggregates are remembered that no pending event names; a forgotten one is told again */
export function createAnnouncements(limit: number): Announcements {
  const known = new Map<string, Announcement>();

  function forgetOldest(): void {
    for (const [aggregatedVersion, { pending }] of known) {
      if (known.size <= limit) return;
      if (pending === 0) known.delete(aggregatedVersion);
    }
  }

  return {
    add(snapshot) {
      const existing = known.get(snapshot.aggregated_version);
      if (existing) {
        existing.pending++;
        return 0;
      }
      const text = JSON.stringify(snapshot);
      known.set(snapshot.aggregated_version, { text, pending: 1 });
      return text.length;
    },
    due(events) {
      const names = new Set(events.map(({ aggregatedVersion }) => aggregatedVersion));
      return [...names].flatMap((aggregatedVersion) => {
        const text = known.get(aggregatedVersion)?.text;
        return text === undefined ? [] : [{ aggregatedVersion, text }];
      });
    },
    told(snapshots) {
      for (const { aggregatedVersion } of snapshots) {
        const announcement = known.get(aggregatedVersion);
        if (announcement) announcement.text = undefined;
      }
    },
    release(events) {
      for (const { aggregatedVersion } of events) {
        const announcement = known.get(aggregatedVersion);
        if (!announcement) continue;
        announcement.pending--;
        // Nothing counts its memory any more.
        if (announcement.pending === 0 && announcement.text) known.delete(aggregatedVersion);
      }
      forgetOldest();
    },
  };
}
