import versions from "virtual:versions";
import { type Snapshot, tracked, VersionTracker } from "@inlineage/runtime";
import type { Recorder } from "@inlineage/runtime/capture";
import { current, runWith } from "@inlineage/runtime/node";
import { type Arm, chooseArm, loadArms } from "./arms.js";
import type { ChurnModel, Customer } from "./churn-model.js";

const THRESHOLD = 0.5;

/** What the service answers. */
export interface ChurnAnswer {
  probability: number;
  leaves: boolean;
  versions: Snapshot;
}

export const tracker = new VersionTracker(versions).set("threshold", THRESHOLD);

export function loadModels(folder: string): Promise<readonly [Arm, Arm]> {
  return loadArms(tracker, folder);
}

/** Answers one request, and records it. */
export const churnEndpoint = tracked(
  "churn_endpoint",
  (
    arms: readonly [Arm, Arm],
    recorder: Recorder,
    request: { id: string; customerId: string; customer: Customer },
  ): Promise<ChurnAnswer> => {
    const arm = chooseArm(arms, request.customerId);
    return runWith(arm.tracker, async () => {
      const answer = await judge(arm.model, request.customer);
      const { versions: _, ...output } = answer;
      recorder.record({ id: request.id, data: { customer: request.customer, ...output } });
      return answer;
    });
  },
);

async function judge(model: ChurnModel, customer: Customer): Promise<ChurnAnswer> {
  const probability = await model.predict(customer);
  return { probability, leaves: probability > THRESHOLD, versions: current().snapshot() };
}
