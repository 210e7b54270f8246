import { expect, test } from "vitest";
import { isBlockId, isCandidateId } from "./candidate-id.js";

test.each([
  ["/src/model.ts", true],
  ["/src/model.mjs?t=1", true],
  ["/src/model.ts?vue&type=script&src=1&lang.ts", true],
  ["/src/model.js?raw", true],
  ["/src/page.vue", true],
  ["/src/page.vue?t=1", true],
  ["/src/page.vue?macro=true", true],
  ["/src/page.svelte", true],
  ["/src/page.astro", true],
  ["/src/page.vue?vue&type=script&setup=true&lang.ts", true],
  ["/src/page.astro?astro&type=script&index=0&lang.ts", true],
  ["/src/page.vue?vue&type=template&id=1&lang.js", false],
  ["/src/page.vue?vue&type=style&index=0&lang.css", false],
  ["/src/page.vue?raw", false],
  ["/src/page.svelte?import&url", false],
  ["/src/page.html", false],
  ["/src/model.ts.txt", false],
  ["/node_modules/package/model.js", false],
  ["/node_modules/package/page.vue", false],
  ["\0virtual:versions", false],
])("whether the module %j may hold marks: %j", (id, expected) => {
  expect(isCandidateId(id)).toBe(expected);
});

test.each([
  ["/src/page.vue", false],
  ["/src/page.vue?t=1", false],
  ["/src/page.vue?vue&type=script&lang.ts", true],
  ["/src/model.ts?vue&type=script&src=1&lang.ts", false],
])("whether the module %j is a block of a component: %j", (id, expected) => {
  expect(isBlockId(id)).toBe(expected);
});
