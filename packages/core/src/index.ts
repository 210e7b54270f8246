export { type Build, type BuildOptions, createBuild } from "./build.js";
export { fileOf, PACKAGE_ID, SOURCE_ID } from "./candidate-id.js";
export { type CandidateSearch, findCandidateFiles } from "./candidates.js";
export {
  type CapturedEvent,
  type CapturedRecord,
  type CapturedSnapshot,
  namedValues,
  type SnapshotRecord,
} from "./captured/captured-record.js";
export {
  type CapturedProblem,
  type CapturedReading,
  type CapturedSource,
  capturedFile,
  readCaptured,
} from "./captured/read-captured.js";
export { type Scan, type ScanOptions, scanVersions } from "./commands/scan.js";
export { type WrittenSnapshot, writeSnapshot } from "./commands/snapshot.js";
export type { DefinitionKind, TrackedDefinition } from "./definition.js";
export { InlineageError, type InlineageErrorCode, type SourceLocation } from "./errors.js";
export { headLogOf } from "./git/head-log.js";
export { ignoredFiles } from "./git/ignored-files.js";
export type { ModuleGraph } from "./graph.js";
export type { Manifest, ManifestEntry } from "./manifest/manifest.js";
export { manifestExpression, moduleText, versionsExpression } from "./manifest/module-text.js";
export type { ErasedSource, MarkFunction } from "./marks/mark-scanner.js";
export type { FileVersion, UnprovenReason, VersionSource } from "./versions/version.js";
