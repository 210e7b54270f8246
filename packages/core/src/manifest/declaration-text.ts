import type { Manifest } from "./manifest.js";

/**
 * A TypeScript declaration that narrows `virtual:versions` to exactly these names, so that another one is a type
 * error. It leaves no name known that isn't there, and depends on nothing but the names.
 */
export function declarationText(manifest: Manifest): string {
  const properties = [...manifest.keys()].map((name) => `    ${JSON.stringify(name)}: string;\n`);
  return `/// <reference types="unplugin-inlineage/client" />
// Written by unplugin-inlineage from the marks in the bundle.
export {};

declare module "virtual:versions" {
  interface Versions {
${properties.join("")}  }
}
`;
}
