import { expect, test } from "vitest";
import { createMarkScanner } from "./mark-scanner.js";

const markedAs = (name: string) =>
  `import { tracked } from "@inlineage/runtime";\nexport const ${name} = tracked(() => 1);\n`;

test("a file is read as it is now, however often and as whatever it was read before", () => {
  const scanner = createMarkScanner({ root: "/app", functions: [] });
  const read = (name: string, isBlock?: boolean) => {
    const { definitions, erase } = scanner.scan(markedAs(name), "/app/a.ts", isBlock);
    return [definitions.map((definition) => definition.name), erase()?.code];
  };
  const expected = (name: string) => [[name], `\nexport const ${name} = (() => 1);\n`];
  for (const name of ["first", "first", "second", "first"]) {
    expect(read(name)).toEqual(expected(name));
    expect(read(name, true)).toEqual(expected(name));
  }
});
