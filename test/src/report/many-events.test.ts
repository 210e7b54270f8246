import { expect, test } from "vitest";
import { measuredReport } from "./measured-report.js";

const FEW = 50_000;
/** Ten million, as `INLINEAGE_REPORT_EVENTS=10000000`, take a minute or two. */
const MANY = Number(process.env.INLINEAGE_REPORT_EVENTS ?? 200_000);
/** In megabytes: what the garbage collector leaves lying about, and nothing that grows. */
const LEEWAY = 80;

test("memory and page don't grow with the number of events", { timeout: 900_000 }, async () => {
  const few = await measuredReport(FEW);
  const many = await measuredReport(MANY);
  expect(many.printed).toContain(`${MANY.toLocaleString("en")} events, 40 aggregates, 38 changes`);
  expect(many.megabytes).toBeLessThan(few.megabytes + LEEWAY);
  expect(many.pageBytes).toBeLessThan(few.pageBytes * 2);
});
