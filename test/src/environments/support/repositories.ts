import { join } from "node:path";
import { commitExample } from "../../support/example-project.js";
import { GitRepository } from "../../support/git-repository.js";
import { projectFolder } from "../../support/temporary-folder.js";

/** The example in a repository, one commit a file. */
export function example(): GitRepository {
  const repository = new GitRepository("example");
  commitExample(repository);
  return repository;
}

/** A clone made as over a network, so that depth and filters count. */
export function clone(repository: GitRepository, ...options: readonly string[]): GitRepository {
  const directory = join(projectFolder("clone"), "clone");
  repository.git("config", "uploadpack.allowFilter", "true");
  repository.git("clone", "--quiet", ...options, `file://${repository.directory}`, directory);
  return new GitRepository("clone", directory);
}
