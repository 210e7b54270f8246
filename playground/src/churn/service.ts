import { randomUUID } from "node:crypto";
import type { Recorder } from "@inlineage/runtime/capture";
import fastify, { type FastifyInstance } from "fastify";
import type { Arm } from "./arms.js";
import type { Customer } from "./churn-model.js";
import { churnEndpoint, tracker } from "./serving.js";

interface ChurnRequest extends Customer {
  customer_id: string;
}

const churnSchema = {
  body: {
    type: "object",
    required: ["customer_id", "months", "tickets", "bill"],
    additionalProperties: false,
    properties: {
      customer_id: { type: "string", minLength: 1 },
      months: { type: "number", minimum: 0 },
      tickets: { type: "integer", minimum: 0 },
      bill: { type: "number", minimum: 0 },
    },
  },
};

/** The churn models over HTTP. Every answer names its versions, in the body and as a header. */
export function createChurnService(arms: readonly [Arm, Arm], recorder: Recorder): FastifyInstance {
  const service = fastify({ genReqId: () => randomUUID() });
  service.get("/versions", async () => tracker.snapshot());
  service.get("/recorder", async () => recorder.stats());
  service.post<{ Body: ChurnRequest }>(
    "/churn",
    { schema: churnSchema },
    async (request, reply) => {
      const { customer_id: customerId, ...customer } = request.body;
      const answer = await churnEndpoint(arms, recorder, { id: request.id, customerId, customer });
      reply.header("aggregated-version", answer.versions.aggregated_version);
      return { id: request.id, ...answer };
    },
  );
  return service;
}
