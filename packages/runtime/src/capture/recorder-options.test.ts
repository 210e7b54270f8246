import { describe, expect, test } from "vitest";
import { keepingSink, tracker } from "../../fixtures/capture/recording.js";
import { createRecorder, type RecorderOptions } from "./index.js";

describe("options", () => {
  const { sink } = keepingSink();
  test.each<[object, string]>([
    [
      { tracker, sink, batchsize: 5 },
      'the option "batchsize" is not one: use tracker, sink, inline',
    ],
    [{ tracker, sink, batchSize: "5" }, 'the option "batchSize" is a string: give a number'],
    [{ tracker, sink, batchWait: -1 }, 'the option "batchWait" is -1: give a number from 0 up'],
    [{ tracker, sink, batchSize: 0 }, 'the option "batchSize" is 0: give a number from 1 up'],
    [{ tracker, sink, maxPending: 0.5 }, 'the option "maxPending" is 0.5: give a number from 1'],
    [{ tracker, sink, maxPending: Number.NaN }, 'the option "maxPending" is NaN'],
    [{ tracker, sink: {} }, 'the option "sink" is no sink: give an object with send()'],
    [{ sink }, 'the option "tracker" is no tracker'],
  ])("%#", (options, message) => {
    expect(() => createRecorder(options as RecorderOptions)).toThrow(message);
  });
});
