import { changeList } from "./changes.js";
import { comparison } from "./compare.js";
import { element, section } from "./elements.js";
import { notices, pageHeader, problemTable } from "./facts.js";
import { momentControls } from "./moment.js";
import { readout } from "./readout.js";
import type { ReportData } from "./report-data.js";
import { aggregateTable, nameTable } from "./tables.js";
import { timeline } from "./timeline.js";
import { createViewHolder, mainRange } from "./view.js";

/** Puts the report into the page. */
function main(): void {
  const data = JSON.parse(document.getElementById("data")?.textContent ?? "") as ReportData;
  const page = element("main", {}, pageHeader(data), notices(data));
  document.body.append(page);
  const range = mainRange(data);
  const sides = data.aggregates.length > 0 ? comparison(data) : undefined;
  if (range && sides) {
    const last = data.changes.findLast(
      ({ from, time }) => from !== null && time >= range.from && time < range.to,
    );
    const { from, to } = range;
    const holder = createViewHolder({
      from,
      to,
      moment: last?.time ?? data.changes[0]?.time ?? from,
      by: "arm",
    });
    const changes = changeList(data, holder, sides.compare);
    // Before the browser follows a link to a change, that change has to be there.
    page.addEventListener("click", ({ target }) => {
      const link = target instanceof Element ? target.closest("a[href^='#change-']") : null;
      const number = link?.getAttribute("href")?.slice("#change-".length);
      if (number !== undefined) changes.reveal(Number(number) - 1);
    });
    page.append(
      section(
        "what-changed",
        "What changed, and when",
        momentControls(data, holder),
        timeline(data, holder),
        readout(data, holder),
      ),
      section("changes", "All changes", changes.list),
    );
    // Draws what could not be measured before.
    holder.change({});
  }
  if (sides) page.append(sides.section, nameTable(data), aggregateTable(data));
  if (data.problems.total > 0) page.append(problemTable(data));
}

main();
