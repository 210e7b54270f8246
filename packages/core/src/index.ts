export { type Build, type BuildOptions, createBuild } from "./build.js";
export { type CandidateSearch, findCandidateFiles } from "./candidates.js";
export type { DefinitionKind, TrackedDefinition } from "./definition.js";
export { InlineageError, type InlineageErrorCode, type SourceLocation } from "./errors.js";
export type { ModuleGraph } from "./graph.js";
export type { Manifest, ManifestEntry } from "./manifest/manifest.js";
export { manifestExpression, moduleText, versionsExpression } from "./manifest/module-text.js";
export type { ErasedSource, MarkFunction } from "./marks/mark-scanner.js";
export type { FileVersion, UnprovenReason, VersionSource } from "./versions/version.js";
