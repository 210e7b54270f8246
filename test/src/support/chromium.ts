import { type Browser, chromium, type Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { chromiumPath } from "./chromium-path.js";

/** Starts Chromium, as any user. */
export function startChromium(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error("there is no Chromium");
  return chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
}

/** Opens a page in a browser that is closed when the test ends. */
export async function openPage(url: string): Promise<Page> {
  const browser = await startChromium();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.goto(url);
  return page;
}
