import { join } from "node:path";
import { tracked, type VersionTracker } from "@inlineage/runtime";
import { fromPath } from "@inlineage/runtime/node";
import { ChurnModel } from "./churn-model.js";

/** One side of the A/B test: a model, and a tracker that knows which. */
export interface Arm {
  name: string;
  model: ChurnModel;
  tracker: VersionTracker;
}

const ARMS = ["A", "B"] as const;

/** Loads `churn-a.onnx` and `churn-b.onnx`. */
export async function loadArms(
  tracker: VersionTracker,
  folder: string,
): Promise<readonly [Arm, Arm]> {
  const load = async (name: (typeof ARMS)[number]): Promise<Arm> => {
    const path = join(folder, `churn-${name.toLowerCase()}.onnx`);
    const own = await tracker.with({ arm: name }).setContent("model", fromPath(path));
    return { name, model: await ChurnModel.load(path), tracker: own };
  };
  return Promise.all([load(ARMS[0]), load(ARMS[1])]);
}

/** The same customer always meets the same arm. */
export const chooseArm = tracked(
  "choose_arm",
  (arms: readonly [Arm, Arm], customerId: string): Arm => {
    let sum = 0;
    for (const character of customerId) sum += character.codePointAt(0) ?? 0;
    return sum % 2 === 0 ? arms[0] : arms[1];
  },
);
