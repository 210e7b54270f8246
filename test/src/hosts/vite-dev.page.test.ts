import { expect, test } from "vitest";
import { openPage } from "../support/chromium.js";
import { SmallProject } from "./small-project.js";
import { serveWithVite, TABLE_MODULE } from "./vite-server.js";

test("a page shows the new version after an edit and after a commit, without anybody reloading it", async () => {
  const project = new SmallProject({
    "src/table.js": TABLE_MODULE,
    "index.html": '<!doctype html><pre></pre><script type="module" src="/src/page.js"></script>\n',
    "src/page.js": `import versions from "virtual:versions";
import { Model } from "./model.js";
document.querySelector("pre").textContent = versions.Model + " " + new Model().multiply(2);
`,
  });
  const { url } = await serveWithVite(project);
  const page = await openPage(url);
  const shows = (text: unknown) =>
    expect.poll(() => page.locator("pre").textContent(), { timeout: 60_000 }).toEqual(text);
  const first = project.lastCommit("src/model.js");
  await shows(`${first} 10`);

  project.write({ "src/model.js": project.read("src/model.js").replace("* 5", "* 6") });
  await shows(expect.stringMatching(`^${first}-dirty\\.[0-9a-f]{12} 12$`));

  const second = project.commit("Edit");
  await shows(`${second} 12`);
});
