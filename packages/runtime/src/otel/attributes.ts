import type { JsonValue } from "../json-value.js";
import type { Snapshot } from "../version-tracker.js";

/** What an attribute of OpenTelemetry can be. */
export type AttributeValue = string | number | boolean | string[] | number[] | boolean[];

/** Semantic conventions 1.45: the only part of every snapshot that they cover. */
const HOST_NAME = "host.name";
/** Ours: the conventions have nothing for the versions of several pieces of code at once. */
const AGGREGATED_VERSION = "inlineage.aggregated_version";
const VERSION_PREFIX = "inlineage.versions.";

/**
 * A snapshot as attributes of OpenTelemetry.
 *
 * `host.name`, `inlineage.aggregated_version`, and `inlineage.versions.NAME` for each name. The timestamp is left out: a
 * span has its own. Values that no attribute can be, such as objects and null, become their JSON.
 *
 * @param conventions name → attribute, for values of yours that a convention covers, such as
 *   `{ model: "gen_ai.request.model", arm: "feature_flag.result.variant" }`
 */
export function snapshotAttributes(
  snapshot: Snapshot,
  conventions: Readonly<Record<string, string>> = {},
): Record<string, AttributeValue> {
  const { aggregated_version, hostname, versioning_timestamp: _, ...names } = snapshot;
  const attributes: [string, AttributeValue][] = [[AGGREGATED_VERSION, aggregated_version]];
  if (hostname !== undefined) attributes.push([HOST_NAME, hostname]);
  for (const [name, value] of Object.entries(names)) {
    const attribute = Object.hasOwn(conventions, name) ? conventions[name] : undefined;
    attributes.push([attribute ?? VERSION_PREFIX + name, attributeValue(value)]);
  }
  return Object.fromEntries(attributes);
}

function attributeValue(value: JsonValue): AttributeValue {
  if (Array.isArray(value) && value.length > 0) {
    for (const type of ["string", "number", "boolean"]) {
      if (value.every((item) => typeof item === type)) return [...value] as AttributeValue;
    }
  }
  return typeof value === "object" ? JSON.stringify(value) : value;
}
