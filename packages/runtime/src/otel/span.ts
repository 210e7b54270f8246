import type { Snapshot } from "../version-tracker.js";
import { type AttributeValue, snapshotAttributes } from "./attributes.js";

/** What is used of a span of `@opentelemetry/api`. */
export interface AttributedSpan {
  setAttributes(attributes: Record<string, AttributeValue>): unknown;
}

/**
 * Puts a snapshot on a span, see {@link snapshotAttributes}.
 *
 * @param span nothing happens when absent, as `trace.getActiveSpan()` may be
 *
 * @example
 * setSpanVersions(trace.getActiveSpan(), tracker.snapshot());
 */
export function setSpanVersions(
  span: AttributedSpan | undefined,
  snapshot: Snapshot,
  conventions?: Readonly<Record<string, string>>,
): void {
  span?.setAttributes(snapshotAttributes(snapshot, conventions));
}
