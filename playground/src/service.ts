import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import fastify, { type FastifyInstance } from "fastify";
import { multiplierEndpoint } from "./serving.js";

interface MultiplierRequest {
  number: number;
}

// So that five times it is still a number that JSON can say.
const LARGEST = Number.MAX_SAFE_INTEGER;

const multiplierSchema = {
  tags: ["inference"],
  summary: "Multiply a number",
  description:
    "Returns the product, and with it the version of every tracked definition that made it: the commit that last " +
    "changed its file, written into this build as a constant.",
  body: {
    type: "object",
    required: ["number"],
    additionalProperties: false,
    properties: { number: { type: "number", minimum: -LARGEST, maximum: LARGEST } },
    examples: [{ number: 2 }],
  },
  response: {
    200: {
      description: "The product and its versions",
      type: "object",
      required: ["multiplied_result", "versions"],
      properties: {
        multiplied_result: { type: "number" },
        versions: {
          type: "object",
          description: "Name to version, the aggregate over all of them, and where and when it ran",
          additionalProperties: true,
        },
      },
      examples: [
        {
          multiplied_result: 10,
          versions: {
            Multiplier: "6735f0884cac12dacbecd40e88218e6037c88d99",
            multiplier_endpoint: "18d019bdb8021a7bee92b51e57a729b5930fa784",
            multiplier_value: 5,
            aggregated_version: "eade32d815fcc12171c2686e010a4e5581258aa42039fd8d1ba64558246ca85f",
            hostname: "AHost_v1",
            versioning_timestamp: "2020-07-21T07:58:54.495Z",
          },
        },
      ],
    },
  },
};

/** The worked example over HTTP, with its description at `/docs`. */
export async function createService(): Promise<FastifyInstance> {
  const service = fastify({ ajv: { customOptions: { coerceTypes: false } } });
  await service.register(swagger, {
    openapi: {
      info: {
        title: "The multiplier",
        description: "A model behind HTTP that says which code made each answer.",
        version: "0.1.0",
      },
    },
  });
  await service.register(swaggerUi, { routePrefix: "/docs", uiConfig: { docExpansion: "full" } });
  service.get("/", { schema: { hide: true } }, (_request, reply) => reply.redirect("/docs"));
  service.post<{ Body: MultiplierRequest }>(
    "/multiplier_endpoint",
    { schema: multiplierSchema },
    async ({ body }) => multiplierEndpoint(body.number),
  );
  return service;
}
