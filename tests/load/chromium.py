"""One real Chromium: the time from a key on a slider to the charts that follow it."""

import os
import shutil
import time

from playwright.async_api import Browser, Page, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking")
SLIDERS = {  # of each page: one that moves all charts on it
    "deal": "[class*='_capacity_slider'] input[type=range]",
    "compare": "[class*='weight_cost_slider'] input[type=range]",
}
# From a key to the frame after the last change of any chart that follows it; over when one was
# drawn again and none has changed for a while.
WATCH = """
window.keyAt = 0; window.changedAt = 0; window.redrawn = false;
document.addEventListener('keydown', () => {
  window.keyAt = performance.now(); window.changedAt = 0; window.redrawn = false;
}, true);
const seen = new MutationObserver((changes) => requestAnimationFrame(() => {
  if (!window.keyAt) return;
  window.changedAt = performance.now();
  window.redrawn ||= changes.some((each) => each.target instanceof SVGElement);
}));
for (const each of document.querySelectorAll('.live-chart'))
  seen.observe(each.parentElement.parentElement.parentElement,
    { subtree: true, childList: true, characterData: true, attributes: true });
"""
SETTLED = "() => window.redrawn && performance.now() - window.changedAt > 400"
REST = "[data-testid=stApp][data-test-script-state=notRunning]"


async def start(playwright: Playwright) -> Browser:
    """Start the first Chromium there is."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return await playwright.chromium.launch(executable_path=found, args=list(FLAGS))


async def visit(browser: Browser, address: str, name: str) -> Page:
    """Open a page and begin to watch its charts."""
    page = await browser.new_page(viewport={"width": 1440, "height": 900})
    await page.goto(f"{address}/{'' if name == 'compare' else name}")
    await page.locator(".live-chart .main-svg").first.wait_for(timeout=180_000)
    await page.wait_for_selector(REST, timeout=180_000)
    await page.evaluate(WATCH)
    return page


async def key_to_chart(page: Page, name: str, until: float, think: float) -> list[float]:
    """Press a key on a slider every ``think`` seconds until a moment; return ms each."""
    slider, taken = page.locator(SLIDERS[name]), []
    while time.perf_counter() < until:
        await slider.focus()
        await slider.press("ArrowRight")
        await page.wait_for_function(SETTLED, timeout=180_000)
        taken.append(await page.evaluate("window.changedAt - window.keyAt"))
        await page.wait_for_timeout(think * 1e3)
    return taken
