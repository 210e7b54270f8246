import { trace } from "@opentelemetry/api";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import {
  ATTR_GEN_AI_REQUEST_MODEL,
  ATTR_HOST_NAME,
} from "@opentelemetry/semantic-conventions/incubating";
import { expect, test } from "vitest";
import { VersionTracker } from "../version-tracker.js";
import { setSpanVersions, snapshotAttributes } from "./index.js";

const tracker = new VersionTracker({ Model: "6735f08" }, { hostname: "pod-7" })
  .set("model", "churn-2026")
  .set("threshold", 0.5)
  .set("shadow", false)
  .set("labels", ["a", "b"])
  .set("mixed", ["a", 1])
  .set("config", { layers: [1, 2] })
  .set("empty", [])
  .set("nothing", null);

test("a span carries the versions that made the inference", () => {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const span = provider.getTracer("test").startSpan("inference");
  setSpanVersions(span, tracker.snapshot(), { model: ATTR_GEN_AI_REQUEST_MODEL });
  span.end();
  expect(exporter.getFinishedSpans()[0]?.attributes).toEqual({
    "inlineage.aggregated_version": tracker.aggregatedVersion,
    [ATTR_HOST_NAME]: "pod-7",
    "inlineage.versions.Model": "6735f08",
    [ATTR_GEN_AI_REQUEST_MODEL]: "churn-2026",
    "inlineage.versions.threshold": 0.5,
    "inlineage.versions.shadow": false,
    "inlineage.versions.labels": ["a", "b"],
    "inlineage.versions.mixed": '["a",1]',
    "inlineage.versions.config": '{"layers":[1,2]}',
    "inlineage.versions.empty": "[]",
    "inlineage.versions.nothing": "null",
  });
});

test("without a span nothing happens", () => {
  expect(() => setSpanVersions(trace.getActiveSpan(), tracker.snapshot())).not.toThrow();
});

test("a machine without a name has no attribute for it", () => {
  const nameless = new VersionTracker({}, { hostname: false });
  expect(Object.keys(snapshotAttributes(nameless.snapshot()))).toEqual([
    "inlineage.aggregated_version",
  ]);
});
