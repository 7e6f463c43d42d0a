"""One real Chromium: the time from a key on a slider to the charts that follow it."""

import os
import shutil
import time

from playwright.async_api import Browser, Page, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking")
SLIDER = "[class*='_capacity_slider'] input[type=range]"
# From a key to the last change of a chart that follows it; over when the label with the new numbers
# is there and nothing has changed for a while.
WATCH = """
window.keyAt = 0; window.changedAt = 0; window.labelled = false;
document.addEventListener('keydown', () => {
  window.keyAt = performance.now(); window.changedAt = 0; window.labelled = false;
}, true);
new MutationObserver((changes) => requestAnimationFrame(() => {
  if (!window.keyAt) return;
  window.changedAt = performance.now();
  window.labelled ||= changes.some((each) => each.attributeName === 'aria-label');
})).observe(document.querySelector('.live-chart').parentElement.parentElement.parentElement,
  { subtree: true, childList: true, characterData: true, attributes: true });
"""
SETTLED = "() => window.labelled && performance.now() - window.changedAt > 400"
REST = "[data-testid=stApp][data-test-script-state=notRunning]"


async def start(playwright: Playwright) -> Browser:
    """Start the first Chromium there is."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return await playwright.chromium.launch(executable_path=found, args=list(FLAGS))


async def visit(browser: Browser, address: str) -> Page:
    """Open the Deal page and begin to watch its chart."""
    page = await browser.new_page(viewport={"width": 1440, "height": 900})
    await page.goto(f"{address}/deal")
    await page.locator(".live-chart .main-svg").first.wait_for(timeout=180_000)
    await page.wait_for_selector(REST, timeout=180_000)
    await page.evaluate(WATCH)
    return page


async def key_to_chart(page: Page, until: float, think: float) -> list[float]:
    """Press a key on a slider every ``think`` seconds until a moment; return ms each."""
    slider, taken = page.locator(SLIDER), []
    while time.perf_counter() < until:
        await slider.focus()
        await slider.press("ArrowRight")
        await page.wait_for_function(SETTLED, timeout=180_000)
        taken.append(await page.evaluate("window.changedAt - window.keyAt"))
        await page.wait_for_timeout(think * 1e3)
    return taken
