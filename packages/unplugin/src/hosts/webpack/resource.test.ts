import { expect, test } from "vitest";
import { resourcePath } from "./resource.js";

test.each([
  ["/src/model.js", "/src/model.js"],
  ["/src/model.js?query", "/src/model.js"],
  ["/src/model.js#fragment", "/src/model.js"],
  ["/src/model.js?query#fragment", "/src/model.js"],
  ["/src/mo\0#del\0?.js?query\0#x#fragment", "/src/mo#del?.js"],
  ["C:\\src\\model.js", "C:\\src\\model.js"],
  ["/src/a line\nbreak.js?query", "/src/a line\nbreak.js"],
  ["/src/zero\u200bwidth.js", "/src/zero\u200bwidth.js"],
])("webpack's resource %j is the file %j", (resource, file) => {
  expect(resourcePath(resource, "\0")).toBe(file);
});

test.each([
  ["/src/model.js?query#fragment", "/src/model.js"],
  ["/src/mo\u200b#del.js?query", "/src/mo#del.js"],
])("Rspack's resource %j is the file %j", (resource, file) => {
  expect(resourcePath(resource, "\u200b")).toBe(file);
});
