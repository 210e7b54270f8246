import { describe, expect, it, test } from "vitest";
import { componentScript } from "./component-script.js";
import { definitionsOf, erased, IMPORT } from "./scan.fixture.js";

const VUE = `<script lang="ts">
${IMPORT}export const shared = tracked("shared", () => 1);
</script>

<script setup lang="ts" generic="T extends Record<string, unknown>">
import { ref } from "vue";

@tracked
class Model {}
const model = ref(new Model());
</script>

<template>
  <template v-if="model"><p title="</p><template>">{{ shared() }}</p></template>
  <script>tracked("markup", () => 1)</script>
</template>

<docs>
<script>
import { tracked } from "@inlineage/runtime";
tracked("documented", () => 1);
</script>
</docs>
<style>p { color: red }</style>
`;

const SVELTE = `<script module lang="ts">
  ${IMPORT}  export const shared = tracked("shared", () => 1);
</script>
<!-- <script>tracked("comment", () => 1)</script> -->
<h1 class={model ? "a>b" : ""}>{shared()}</h1>
<script lang="ts">
  const model = tracked(function model() { return 5; });
</script>
`;

const ASTRO = `---
${IMPORT}const { price } = Astro.props;
const score = tracked("score", () => price);
if (!price) return Astro.redirect("/");
---
<h1>{score()}</h1>
<script>
${IMPORT}export const inBrowser = tracked("inBrowser", () => 1);
</script>
`;

describe("the scripts of a component", () => {
  it.each([
    ["page.vue", VUE, ["function shared 3:23", "class Model 9:1"]],
    ["page.svelte", SVELTE, ["function shared 3:25", "function model 8:17"]],
    ["page.astro", ASTRO, ["function score 4:15"]],
  ])("%s hold marks, found where they are in the file", (file, code, definitions) => {
    expect(definitionsOf(code, { file })).toEqual(definitions);
  });

  it.each([
    ["page.vue", VUE],
    ["page.svelte", SVELTE],
    ["page.astro", ASTRO],
  ])("%s are all that erasing changes", (file, code) => {
    expect(erased(code, { file })).toMatchSnapshot();
  });

  test("may both import what marks", () => {
    const block = (name: string) => `${IMPORT}tracked("${name}", () => 1);`;
    const code = `<script>${block("first")}</script>\n<script setup>${block("second")}</script>\n`;
    expect(definitionsOf(code, { file: "page.vue" })).toHaveLength(2);
    expect(erased(code, { file: "page.vue" })).not.toContain("tracked");
  });

  test("an error in one of them shows its place in the file", () => {
    expect(() => definitionsOf(VUE.replace("class Model", "class"), { file: "page.vue" })).toThrow(
      /page\.vue:10:7: [\s\S]*\n> 10 \| class \{\}\n/,
    );
  });
});

describe("what is no script of a component is blank", () => {
  const texts = (file: string, code: string) => componentScript(code, file).match(/\S+/g) ?? [];

  it.each([
    ["page.vue", "", []],
    ["page.vue", "<template><p>no script</p></template>", []],
    ["page.vue", '<script src="./code.ts" />\n<script setup>one</script>', ["one;"]],
    ["page.vue", "<template lang='pug'>\ntemplate\n</template><script>one</script>", ["one;"]],
    ["page.vue", '<template lang="html"><template/></template><SCRIPT >one</SCRIPT >', ["one;"]],
    ["page.vue", '<template><p title="<template>"/></template><script>one</script>', ["one;"]],
    ["page.vue", "<script>one</script><script setup>two", ["one;", "two"]],
    ["page.vue", "<!-- <script>no</script> --><script>one</script>", ["one;"]],
    ["page.svelte", "<svelte:head><title>a</title></svelte:head><script>one</script>", ["one;"]],
    ["page.svelte", "{#if a < b}<b/>{/if}<script lang=ts context='module'>one</script>", ["one;"]],
    ["page.astro", "<p>---</p>", []],
    ["page.astro", "\n---\r\none\r\n---\r\n<p/>\n---\nno\n---", ["one", ";"]],
    ["page.astro", "--- one\n  --- <p/>", ["one", ";"]],
    ["page.astro", "---\n---\n<script>no</script>", [";"]],
  ])("in %s: %j", (file, code, expected) => {
    expect(texts(file, code)).toEqual(expected);
    expect(componentScript(code, file)).toHaveLength(code.length);
  });
});
