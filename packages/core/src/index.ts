export { type Build, type BuildOptions, createBuild, type FinalizeOptions } from "./build.js";
export { fileOf, isBlockId, PACKAGE_ID, SOURCE_ID } from "./candidate-id.js";
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
export { type Change, type DiffEntry, diffSnapshots } from "./commands/diff.js";
export { createReport, type ReportOptions, writeReport } from "./commands/report.js";
export { type Scan, type ScanOptions, scanVersions } from "./commands/scan.js";
export { type WrittenSnapshot, writeSnapshot } from "./commands/snapshot.js";
export { type Trace, type TraceEntry, traceSnapshot } from "./commands/trace.js";
export {
  isConfirmed,
  type Verification,
  type VerifiedConstant,
  verifyBuild,
} from "./commands/verify.js";
export type { DefinitionKind, DefinitionScope, TrackedDefinition } from "./definition.js";
export { InlineageError, type InlineageErrorCode, type SourceLocation } from "./errors.js";
export { type FingerprintOptions, fingerprintOf } from "./fingerprint/fingerprint.js";
export { headLogOf, headLogsOf } from "./git/head-log.js";
export { ignoredFiles } from "./git/ignored-files.js";
export type { CommitFacts } from "./git/read-commits.js";
export type { ModuleGraph } from "./graph.js";
export { type ChosenSnapshot, chooseSnapshot, STANDARD_INPUT } from "./lookback/choose-snapshot.js";
export type { LookbackOptions } from "./lookback/open-lookback.js";
export type { TraceProblem } from "./lookback/trace-problem.js";
export type { Verdict } from "./lookback/verdict.js";
export { declarationText } from "./manifest/declaration-text.js";
export type { Manifest, ManifestEntry } from "./manifest/manifest.js";
export { manifestExpression, moduleText, versionsExpression } from "./manifest/module-text.js";
export { isComponent } from "./marks/component-script.js";
export type { ErasedMap, ErasedSource, MarkFunction } from "./marks/mark-scanner.js";
export { nearest } from "./nearest.js";
export type { ReportData } from "./report/page/report-data.js";
export type { FileVersion, UnprovenReason, VersionSource } from "./versions/version.js";
