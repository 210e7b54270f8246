export type { DropReason, RecorderStats } from "./accounting.js";
export type { Retry } from "./delivery.js";
export { createRecorder, type InferenceEvent, type Recorder } from "./recorder.js";
export type { Drop, RecorderOptions } from "./recorder-options.js";
export {
  type Batch,
  type CapturedEvent,
  type CapturedSnapshot,
  RefusedError,
  type Sink,
} from "./sink.js";
