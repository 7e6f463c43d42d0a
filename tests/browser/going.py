"""How tests find their way about a page."""

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

VISITOR = {
    "viewport": {"width": 1440, "height": 900},
    "reduced_motion": "reduce",
    "locale": "en-IN",
    "timezone_id": "Asia/Kolkata",
}
WAITS = 60_000  # ms for the page: a slow machine with much else to do is no fault of the page
# When the page last asked the server for anything, and when the answer to something began.
ASKING = """
  window.asked = window.begun = 0;
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (...given) {
    window.asked = performance.now();
    return send.apply(this, given);
  };
  let before = 'notRunning';
  new MutationObserver(() => {
    const now = document.querySelector('[data-testid=stApp]')?.dataset.testScriptState ?? before;
    if (before === 'notRunning' && now !== before) window.begun = performance.now();
    before = now;
  }).observe(document, {
    subtree: true, childList: true, attributes: true, attributeFilter: ['data-test-script-state'],
  });
"""
OFTEN = 50  # ms between two looks at the page: one for each frame would be its main work
SOON = 1_500  # ms: what has not begun by then is nothing that the page is drawn again for


def open_tab(tab: Locator) -> None:
    """Open a tab; a click that the page's own answer to the last one overtook is made again."""
    for _ in range(5):
        tab.click()
        try:
            expect(tab).to_have_attribute("aria-selected", "true", timeout=10_000)
        except AssertionError:
            continue
        return
    expect(tab).to_have_attribute("aria-selected", "true")


def new_profile(browser: Browser) -> BrowserContext:
    """Make a browser profile whose pages can be waited for."""
    made = browser.new_context(**VISITOR)
    made.set_default_timeout(WAITS)
    made.add_init_script(f"(() => {{{ASKING}}})()")
    return made


def come_to_rest(page: Page, last: str = ".st-key-foot") -> None:
    """Wait until what was asked for is on the page, with all its charts.

    The state alone is not enough: it says notRunning before a run has begun, too.
    """
    page.locator(last).wait_for(state="attached")
    page.wait_for_function(
        "(soon) => !(window.begun < window.asked) || performance.now() - window.asked > soon",
        arg=SOON,
        polling=OFTEN,
    )
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_function(
        """() => !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
        && [...document.querySelectorAll('.live-chart[role=img]')].every(
            (chart) => !chart.clientWidth || chart.querySelector('.main-svg'))""",
        polling=OFTEN,
    )
