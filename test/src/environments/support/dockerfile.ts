/** One line of a Dockerfile: `RUN npm ci`. */
export interface Instruction {
  name: string;
  /** The rest, with continued lines joined. */
  rest: string;
}

/** A stage of a Dockerfile: what follows one `FROM`. */
export interface Stage {
  /** What `AS` says, or the stage's number. */
  name: string;
  image: string;
  instructions: readonly Instruction[];
}

/** Reads a Dockerfile's stages, as far as this repository's needs it: no escapes, here-documents or variables. */
export function readDockerfile(text: string): Stage[] {
  const lines = text
    .split("\n")
    .filter((line) => !/^\s*(?:#|$)/.test(line))
    .join("\n")
    .replaceAll(/\\\n/g, " ");
  const stages: { name: string; image: string; instructions: Instruction[] }[] = [];
  for (const line of lines.split("\n").filter((line) => line !== "")) {
    const [, name = "", rest = ""] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === "") throw new Error(`not an instruction: ${line}`);
    if (name === "FROM") {
      const [, image = "", as = String(stages.length)] = /^(\S+)(?: AS (\S+))?$/.exec(rest) ?? [];
      stages.push({ name: as, image, instructions: [] });
    } else {
      const stage = stages.at(-1);
      if (!stage) throw new Error(`an instruction before any FROM: ${line}`);
      stage.instructions.push({ name, rest });
    }
  }
  return stages;
}

/**
 * Reads a .dockerignore of lines that are a name, or a name anywhere (`**` and a slash before it), with `*` in it.
 *
 * @returns whether a path of the context, with `/`, stays out of the image
 */
export function readDockerignore(text: string): (path: string) => boolean {
  const patterns = text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [, anywhere, name] = /^(\*\*\/)?([\w.*-]+)$/.exec(line) ?? [];
      if (name === undefined) throw new Error(`a pattern these tests can't read: ${line}`);
      const expression = name.replaceAll(".", "\\.").replaceAll("*", "[^/]*");
      return new RegExp(`^${anywhere ? "(?:.*/)?" : ""}${expression}(?:/|$)`);
    });
  return (path) => patterns.some((pattern) => pattern.test(path));
}
