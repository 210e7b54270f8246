import { describe, expect, it, test } from "vitest";
import { componentScript } from "./component-script.js";
import { definitionsOf, erased, IMPORT, RUNTIME } from "./scan.fixture.js";

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

const RT = `import * as rt from "${RUNTIME}";`;
const CALL = 'const f = rt.tracked("f", () => 1);';
const ERASED = "const f = (() => 1);";
const SAYS_RT: [file: string, code: string][] = [
  ["page.svelte", `<script>${RT}${CALL}</script><p>{typeof rt.VersionTracker} {f()}</p>`],
  ["page.svelte", `<p title={rt}/><script>${CALL}</script>\n<script module>${RT}</script>`],
  ["page.svelte", `<script>${RT}${CALL}</script>{$rt}`],
  ["page.vue", `<script setup>${RT}${CALL}</script><template>{{ rt.VersionTracker }}</template>`],
  ["page.vue", `<template><rt.Part/></template><script setup>${RT}${CALL}</script>`],
  ["page.vue", `<script setup>${RT}${CALL}</script><style>p { color: v-bind(rt) }</style>`],
  ["page.vue", `<template lang="pug" src="./page.pug"/><script setup>${RT}${CALL}</script>`],
  ["page.astro", `---\n${RT}${CALL}\n---\n<p>{f()} {rt.VersionTracker}</p>`],
];
const SAYS_NO_RT: [file: string, code: string][] = [
  ["page.svelte", `<script>${RT}${CALL}</script><p class="rtl">{f().$rt$}</p>`],
  ["page.svelte", `<script module>${RT}</script><p/><script>${CALL}</script>`],
  [
    "page.vue",
    `<script setup>${RT}${CALL}</script><template><img src="/a.png">{{ f() }}</template>`,
  ],
  ["page.astro", `---\n${RT}${CALL}\n---\n<p>{f()} {art} {été_rt}</p>`],
];

describe("what marks only", () => {
  it.each(SAYS_RT)("stays imported where the markup of %s says its name: %j", (file, code) => {
    expect(erased(code, { file })).toBe(code.replace(CALL, ERASED));
  });

  it.each(SAYS_NO_RT)(
    "is not imported where the markup of %s says other words: %j",
    (file, code) => {
      expect(erased(code, { file })).toBe(code.replace(CALL, ERASED).replace(RT, ""));
    },
  );

  test("keeps what it is imported, required and called under", () => {
    const of = (declared: string, mark: string) =>
      `<script setup>${declared}const f = ${mark}(() => 1);</script><template>{{ ${mark} }}</template>`;
    for (const code of [
      of(IMPORT, "tracked"),
      of(`import { tracked as $t } from "${RUNTIME}";`, "$t"),
      of(`${RT} const t = rt.tracked;`, "t"),
      of(`const { tracked, VersionTracker } = await import("${RUNTIME}");`, "tracked"),
    ]) {
      const expected = code.replace(/= \S+\(\(\) => 1\)/, "= (() => 1)");
      expect(erased(code, { file: "page.vue" })).toBe(expected);
    }
  });

  it.each([
    ["page.vue", `${RT}${ERASED}`],
    ["page.svelte", `${RT}${ERASED}`],
    // A module of its own.
    ["page.astro", ERASED],
  ])("is not known to be all in a block taken out of %s", (file, expected) => {
    expect(erased(`${RT}${CALL}`, { file, isBlock: true })).toBe(expected);
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
