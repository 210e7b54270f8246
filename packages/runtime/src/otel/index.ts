export { type AttributeValue, snapshotAttributes } from "./attributes.js";
export { type AttributedSpan, setSpanVersions } from "./span.js";
