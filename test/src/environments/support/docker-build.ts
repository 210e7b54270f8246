import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join, posix, relative } from "node:path";
import { type Instruction, readDockerignore, type Stage } from "./dockerfile.js";
import { type Mount, outputInRoot } from "./run-in-root.js";

export interface DockerBuild {
  /** A folder made by `minimalRoot`, in place of the stage's image. */
  root: string;
  /** The folder a `docker build` would be given. */
  context: string;
  mounts?: readonly Mount[];
  /** What stands in for the commands that need a network; all others are run. */
  instead: ReadonlyMap<string, (workingFolder: string) => void>;
}

/**
 * Does what a stage of a Dockerfile says, in a root in place of its image.
 *
 * @returns everything that was printed
 */
export async function dockerBuild(stage: Stage, build: DockerBuild): Promise<string> {
  let cwd = "/";
  const printed: string[] = [];
  const unused = new Set(build.instead.keys());
  for (const { name, rest } of stage.instructions) {
    switch (name) {
      case "WORKDIR":
        cwd = posix.resolve(cwd, rest);
        mkdirSync(join(build.root, cwd), { recursive: true });
        break;
      case "COPY":
        copy(rest, cwd, build);
        break;
      case "RUN": {
        const instead = [...unused].find((command) => rest.startsWith(command));
        if (instead !== undefined) {
          build.instead.get(instead)?.(join(build.root, cwd));
          unused.delete(instead);
        } else printed.push((await outputInRoot({ ...build, cwd, command: rest })).printed);
        break;
      }
      default:
        throw new Error(`an instruction these tests can't follow: ${name} ${rest}`);
    }
  }
  if (unused.size > 0) throw new Error(`no step runs ${[...unused].join(", ")}`);
  return printed.join("\n");
}

/** `COPY SOURCE... TARGET`: a folder's content, not the folder, is copied. */
function copy(rest: Instruction["rest"], cwd: string, { root, context }: DockerBuild): void {
  const paths = rest.split(/\s+/);
  const target = paths.pop();
  if (target === undefined || paths.some((path) => path.startsWith("--")))
    throw new Error(`a COPY these tests can't follow: ${rest}`);
  const isIgnored = readDockerignore(readFileSync(join(context, ".dockerignore"), "utf8"));
  for (const path of paths) {
    const source = join(context, path);
    const inFolder = paths.length > 1 || target.endsWith("/");
    const isFile = /\.\w+$/.test(path);
    const destination = posix.resolve(
      cwd,
      target,
      isFile && (inFolder || target === ".") ? posix.basename(path) : "",
    );
    cpSync(source, join(root, destination), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !isIgnored(relative(context, file)),
    });
  }
}
