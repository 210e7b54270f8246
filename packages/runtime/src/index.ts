export type { Aggregate, VersionRecord } from "./aggregate.js";
export { InlineageRuntimeError, type RuntimeErrorCode } from "./errors.js";
export type { JsonCompatible, JsonValue } from "./json/json-value.js";
export { type Tracked, type TrackedDecorator, tracked } from "./tracked.js";
export {
  type Snapshot,
  type Versions,
  VersionTracker,
  type VersionTrackerOptions,
} from "./version-tracker.js";
