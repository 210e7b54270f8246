import { execa } from "execa";

/**
 * Installs Farm, and the esbuild that goes with it, from the registry: 240 packages, too many for everybody who
 * installs this repository.
 *
 * @param directory folder with a package.json
 */
export async function installFarm(directory: string): Promise<void> {
  const packages = ["@farmfe/core@1.7.11", "esbuild"];
  await execa("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...packages], {
    cwd: directory,
  });
}
