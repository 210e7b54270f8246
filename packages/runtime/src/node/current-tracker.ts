import { AsyncLocalStorage } from "node:async_hooks";
import { InlineageRuntimeError } from "../errors.js";
import { checkOption } from "../options.js";
import type { VersionTracker } from "../version-tracker.js";

const trackers = /* @__PURE__ */ new AsyncLocalStorage<VersionTracker>();

/**
 * Does the work of one request with a tracker that `current()` finds, however deep and however asynchronous.
 *
 * @param tracker one for this request alone, as `tracker.with({ ... })` makes it
 * @returns what the work returns
 * @throws InlineageRuntimeError `INVALID_OPTION` on what isn't a tracker
 *
 * @example
 * runWith(tracker.with({ arm: "B" }), () => answer(request));
 */
export function runWith<Result>(tracker: VersionTracker, work: () => Result): Result {
  checkOption(
    typeof tracker?.snapshot === "function",
    "runWith() got no tracker",
    "give a VersionTracker",
  );
  return trackers.run(tracker, work);
}

/**
 * The tracker of the request that this code runs for.
 *
 * @throws InlineageRuntimeError `NO_CURRENT_TRACKER` outside of `runWith`
 *
 * @example
 * current().set("prompt", "summarise-v3");
 */
export function current(): VersionTracker {
  const tracker = trackers.getStore();
  if (tracker) return tracker;
  throw new InlineageRuntimeError(
    "NO_CURRENT_TRACKER",
    "current() is called outside of a request",
    "call it from work that runWith() does",
  );
}
