export type { Aggregate, VersionRecord } from "./aggregate.js";
export {
  type Content,
  type ContentOptions,
  type ContentSource,
  contentVersion,
} from "./content/content-version.js";
export { InlineageRuntimeError, type RuntimeErrorCode } from "./errors.js";
export type { JsonCompatible, JsonValue } from "./json-value.js";
export { objectVersion } from "./object-version.js";
export { type Tracked, type TrackedDecorator, tracked } from "./tracked.js";
export {
  type Snapshot,
  type Versions,
  VersionTracker,
  type VersionTrackerOptions,
} from "./version-tracker.js";
