import { InlineageError } from "@inlineage/core";
import { expect, test } from "vitest";
import { withoutTrace } from "./without-trace.js";

test("an error that is the user's to fix says what to do, not where in our code it was thrown", () => {
  const error = new InlineageError({
    code: "GIT_FAILED",
    message: "git failed",
    remedy: "mend it.",
    cause: new Error("fatal: raw output"),
  });
  expect(withoutTrace(error)).toBe(error);
  expect(error.stack).toBe("InlineageError: git failed\nTo fix it: mend it.\n");
  expect(error.cause).toBeUndefined();
});

test("an error of our own making keeps its trace", () => {
  const error = new TypeError("a bug");
  const { stack } = error;
  expect(withoutTrace(error)).toBe(error);
  expect(error.stack).toBe(stack);
});
