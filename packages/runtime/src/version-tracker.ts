import {
  type Aggregate,
  type Aggregator,
  resolveAggregate,
  type VersionRecord,
} from "./aggregate.js";
import {
  type Content,
  type ContentOptions,
  type ContentSource,
  contentVersion,
} from "./content/content-version.js";
import { InlineageRuntimeError } from "./errors.js";
import { platformHostname } from "./hostname.js";
import type { JsonCompatible, JsonValue } from "./json-value.js";
import { objectVersion } from "./object-version.js";
import { checkOption, checkOptions } from "./options.js";
import { CANONICAL_JSON, hasLoneSurrogate } from "./text/canonical-json.js";
import { tagOf, valueText } from "./text/value-text.js";
import { createTimestamp } from "./timestamp.js";

/** What `virtual:versions` exports by default: name → version. */
export type Versions = Readonly<Record<string, string>>;

export interface VersionTrackerOptions {
  /**
   * How `aggregated_version` is made.
   *
   * @default "sha256"
   */
  aggregate?: Aggregate;
  /**
   * The name to report for this machine; `false` leaves it out.
   *
   * @default what the platform tells, left out where it tells none
   */
  hostname?: string | false;
  /**
   * Milliseconds since 1970-01-01 UTC.
   *
   * @default Date.now
   */
  clock?: () => number;
}

/** The flat record that goes on the wire with an inference: the names and their values, then these. */
export type Snapshot = VersionRecord & {
  readonly aggregated_version: string;
  readonly hostname?: string;
  /** RFC 3339, UTC, with milliseconds. */
  readonly versioning_timestamp: string;
};

/** What a tracker and the children made by its `with` have in common. */
interface Shared {
  /** Names of tracked code, and what is no name to give. */
  taken: Set<string>;
  aggregator: Aggregator;
  hostname: string | undefined;
  timestamp: () => string;
}

const AGGREGATED_VERSION = "aggregated_version";
const VERSIONING_TIMESTAMP = "versioning_timestamp";
const FROM_MODULE = "give the default export of virtual:versions";

/**
 * Joins build-time versions with the values of a running service into one snapshot per inference.
 *
 * @example
 * import versions from "virtual:versions";
 * const tracker = new VersionTracker(versions).set("threshold", 0.5);
 * tracker.snapshot();
 */
export class VersionTracker {
  #shared: Shared;
  #values: Map<string, JsonValue>;
  /** The same entries as members of an object, written in canonical JSON. */
  #members: Map<string, string>;
  #kept: Record<string, JsonValue> | undefined;

  /**
   * @param versions name → version, as `virtual:versions` exports it
   * @throws InlineageRuntimeError on a reserved name, a version that is no text, what isn't an object of names (such as
   *   a namespace import of `virtual:versions`), and an option that isn't one
   */
  constructor(versions: Versions, options: VersionTrackerOptions = {}) {
    const {
      aggregate = "sha256",
      hostname = platformHostname(),
      clock = () => Date.now(),
    } = options;
    checkOptions(options, {
      aggregate:
        typeof aggregate === "function" || aggregate === "sha256" || aggregate === "hip-data-tools",
      hostname: typeof (hostname || "") === "string",
      clock: typeof clock === "function",
    });
    this.#values = new Map();
    this.#members = new Map();
    this.#shared = {
      taken: new Set(["", AGGREGATED_VERSION, "hostname", VERSIONING_TIMESTAMP]),
      aggregator: resolveAggregate(aggregate),
      hostname: hostname || undefined,
      timestamp: createTimestamp(clock),
    };
    for (const [name, version] of entriesOf(versions)) {
      checkOption(typeof version === "string", `the version of ${name} is no text`, FROM_MODULE);
      this.#put(name, version);
      this.#shared.taken.add(name);
    }
  }

  /**
   * Adds a value that is known at run time: configuration, the name of a model, the arm of a test.
   *
   * The value is copied, so changing it later changes nothing here. A large value is written out in every snapshot.
   *
   * @param value any JSON value
   * @throws InlineageRuntimeError when the name is reserved or already used, and when the value isn't JSON
   */
  set<Value>(name: string, value: Value & JsonCompatible<Value>): this {
    this.#put(name, value, false);
    return this;
  }

  /**
   * Adds a fingerprint of any structured value, as {@link objectVersion} makes it.
   *
   * @throws InlineageRuntimeError like `set`, and when a part of the value has no stable identity
   */
  setObject(name: string, value: unknown): this {
    return this.set(name, objectVersion(value, name));
  }

  /**
   * Adds the SHA-256 of a content: bytes, a Blob, a web or Node stream, or `fromPath(...)` of
   * `@inlineage/runtime/node`. Streams are read piece by piece, in constant memory.
   *
   * @throws (rejects) InlineageRuntimeError like `set`, and when the content can't be read
   */
  async setContent(
    name: string,
    content: Content | ContentSource,
    options?: ContentOptions,
  ): Promise<this> {
    // Before the work, and again after it.
    this.#check(name, false);
    return this.set(name, await contentVersion(content, options, name));
  }

  /**
   * Changes a value that `set` added, as when configuration is loaded anew. Children made by `with` keep what they had.
   *
   * @throws InlineageRuntimeError when `set` never added the name, and when the value isn't JSON
   */
  update<Value>(name: string, value: Value & JsonCompatible<Value>): this {
    this.#put(name, value, true);
    return this;
  }

  /**
   * A tracker for one request or one arm of a test: everything this one has now, and these values, which may replace
   * values that `set` added but never versions of tracked code. Cheap: nothing this one has worked out is done again.
   * What happens to either later doesn't reach the other.
   *
   * @throws InlineageRuntimeError on a reserved name, a name of tracked code and a value that isn't JSON
   */
  with<Values extends object>(values: Values & JsonCompatible<Values>): VersionTracker {
    const child = new VersionTracker({}, { hostname: false });
    child.#shared = this.#shared;
    child.#values = new Map(this.#values);
    child.#members = new Map(this.#members);
    for (const [name, value] of entriesOf(values)) child.#put(name, value);
    return child;
  }

  /** One hash over every name and value, not over hostname and timestamp. Worked out once for as long as nothing changes. */
  get aggregatedVersion(): string {
    return this.#withoutTime()[AGGREGATED_VERSION] as string;
  }

  /**
   * What made the inference that happens now.
   *
   * @returns a new record, the caller's own: names of tracked code in the order of `versions`, values in the order they were
   *   added, then `aggregated_version`, `hostname` and `versioning_timestamp`
   * @throws RangeError when the clock shows no time
   */
  snapshot(): Snapshot {
    // Assigning to a property the copied shape already has is 20 times faster than adding one or freezing (V8 11).
    const snapshot = { ...this.#withoutTime() };
    snapshot[VERSIONING_TIMESTAMP] = this.#shared.timestamp();
    return snapshot as Snapshot;
  }

  /** @param used whether the name has to be there already; absent when either is fine */
  #check(name: string, used: boolean | undefined): void {
    const isUsed = this.#members.has(name);
    const isName =
      typeof name === "string" && !this.#shared.taken.has(name) && !hasLoneSurrogate(name);
    if (isName && isUsed === (used ?? isUsed)) return;
    const unset = used ? "not set" : "reserved or no name";
    throw new InlineageRuntimeError(
      "INVALID_NAME",
      `${JSON.stringify(String(name))} is ${isUsed ? "already used" : unset}`,
      "take another, or update()",
    );
  }

  #put(name: string, value: unknown, used?: boolean): void {
    this.#check(name, used);
    const text = valueText(CANONICAL_JSON, name, value);
    // The text makes the copy.
    this.#values.set(
      name,
      JSON.parse(text, (_, part) => Object.freeze(part)),
    );
    this.#members.set(name, `${JSON.stringify(name)}:${text}`);
    this.#kept = undefined;
  }

  /** The snapshot with a timestamp yet to come, worked out once for as long as nothing changes. */
  #withoutTime(): Record<string, JsonValue> {
    if (this.#kept) return this.#kept;
    const { aggregator, hostname } = this.#shared;
    const record = Object.freeze(Object.fromEntries(this.#values));
    const aggregated: unknown = aggregator(record, this.#members);
    checkOption(typeof aggregated === "string", "aggregate returned no text", "return one");
    this.#kept = {
      // Defines "__proto__" like any other name.
      ...record,
      [AGGREGATED_VERSION]: aggregated,
      ...(hostname && { hostname }),
      [VERSIONING_TIMESTAMP]: "",
    };
    return this.#kept;
  }
}

/** @throws InlineageRuntimeError `INVALID_OPTION` on what isn't a plain object, such as null, a Map or a module's namespace */
function entriesOf(names: unknown): [string, unknown][] {
  const tag = tagOf(names);
  checkOption(tag === "Object", `a ${tag} is no object`, FROM_MODULE);
  return Object.entries(names as object);
}
