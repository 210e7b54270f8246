import versions from "virtual:versions";
import { tracked, VersionTracker } from "@inlineage/runtime";
import { Multiplier } from "./multiplier.js";

const MULTIPLIER_VALUE = 5;

const multiplier = new Multiplier(MULTIPLIER_VALUE);
const tracker = new VersionTracker(versions).set("multiplier_value", MULTIPLIER_VALUE);

/** The product, and the versions of everything that made it. */
export const multiplierEndpoint = tracked("multiplier_endpoint", (number: number) => ({
  multiplied_result: multiplier.multiply(number),
  versions: tracker.snapshot(),
}));
