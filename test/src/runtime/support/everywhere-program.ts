import { contentVersion, objectVersion, tracked, VersionTracker } from "@inlineage/runtime";

/** A record of JSON values, as text so that it reaches every platform the same. */
export type RecordTexts = readonly string[];

/** What has to be the same on every platform, and what may differ. */
export interface PlatformAnswer {
  same: {
    aggregates: string[];
    object: string;
    contents: string[];
    isTrackedTransparent: boolean;
  };
  hostname: string | undefined;
  timestamp: string;
}

/** Runs on the platform under test. */
export async function everywhere(texts: RecordTexts): Promise<PlatformAnswer> {
  const aggregates = texts.flatMap((text) => {
    const record = JSON.parse(text) as Record<string, string>;
    return (["sha256", "hip-data-tools"] as const).map((aggregate) => {
      return new VersionTracker({}, { aggregate }).with(record).aggregatedVersion;
    });
  });
  const bytes = Uint8Array.from({ length: 200_003 }, (_, index) => index * 7);
  const contents = await Promise.all(
    [bytes, bytes.buffer, new Blob([bytes]), new Blob([bytes]).stream()].map((content) =>
      contentVersion(content),
    ),
  );
  const double = (input: number) => input * 2;
  const { hostname, versioning_timestamp } = new VersionTracker({ Model: "1" }).snapshot();
  return {
    same: {
      aggregates,
      object: objectVersion({
        map: new Map<unknown, unknown>([[{ k: 1 }, new Set([2n, -0, "é"])]]),
        weights: new Float32Array([0.1, -1e30]),
        at: new Date(0),
        expression: /a+/gi,
      }),
      contents,
      isTrackedTransparent: tracked(double) === double && tracked("name", double) === double,
    },
    hostname,
    timestamp: versioning_timestamp,
  };
}
