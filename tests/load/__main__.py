"""Many visitors at once, against a dashboard that this starts: a table, and ``load.json``.

    python -m tests.load [sessions ...]      e.g. python -m tests.load 25 100

First: the first page of a server, and the memory of an idle session. Then each number of sessions
moves a slider every 2 s for half a minute, with a real Chromium beside them; then the Chromium
alone, to see whether the server recovers. Last: whether memory stays flat while sessions open and
close (``--opened 1000``).
"""

import argparse
import asyncio
import json
import tempfile
import time
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from tests.load import chromium
from tests.load.server import Server
from tests.load.session import Seen, Session

THINK = 2.0  # seconds between two moves
OUTPUT = Path(__file__).parents[2] / "load.json"
AIM, AT = 300, 25  # ms at p95 in the browser, beside so many sessions
MIB_A_SESSION = 15
Row = tuple[str, str, str]


def main() -> None:
    """Measure what was asked for; print and write it."""
    asked = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__.split("\n")[0])
    asked.add_argument("sessions", type=int, nargs="*", default=[25, 100])
    asked.add_argument("--seconds", type=float, default=30.0, help="how long each number works")
    asked.add_argument("--idle", type=int, default=50, help="sessions open at once for memory")
    asked.add_argument("--opened", type=int, default=1000, help="sessions opened and closed")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="lodestone-load-") as folder:
        rows = asyncio.run(first_pages(folder))
        with Server(folder) as server:
            rows += asyncio.run(measured(server, given))
    print("\n".join(table(rows)))
    OUTPUT.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


async def measured(server: Server, given: argparse.Namespace) -> list[Row]:
    """Measure one thing after the other."""
    rows = await idle(server, given.idle)  # first: later it would fill what others have freed
    async with async_playwright() as playwright:
        browser = await chromium.start(playwright)
        rows += await alone(browser, server, "browser alone, before", given.seconds)
        for number in given.sessions:
            rows += await beside(browser, server, number, given.seconds)
            rows += await alone(browser, server, f"browser alone, after {number}", given.seconds)
        await browser.close()
    rows += await opened_and_closed(server, given.opened)
    return rows


async def first_pages(folder: str) -> list[Row]:
    """Measure how long a whole page takes after the start of a server, and of one that was met."""
    taken = []
    async with async_playwright() as playwright:
        browser = await chromium.start(playwright)
        begun = time.perf_counter()
        with Server(folder) as server:
            for _ in range(2):
                page = await chromium.visit(browser, server.address, "compare")
                taken.append(f"{time.perf_counter() - begun:.1f} s")
                await page.close()
                begun = time.perf_counter()
        await browser.close()
    cold, warm = taken
    return [
        ("whole first page, from the start of the server", cold, "4 s"),
        ("whole first page, of a server that runs", warm, "1 s"),
    ]


async def alone(browser: Browser, server: Server, name: str, seconds: float) -> list[Row]:
    """Measure a browser without anybody beside it."""
    rows = []
    for each in chromium.SLIDERS:
        page = await chromium.visit(browser, server.address, each)
        taken = await chromium.key_to_chart(page, each, time.perf_counter() + seconds / 2, 0.5)
        await page.close()
        rows.append((f"{name}, {each}: key to charts, p50 / p95", ms(taken), "120 / 200 ms"))
    return rows


async def beside(browser: Browser, server: Server, number: int, seconds: float) -> list[Row]:
    """Measure a browser and the server while so many sessions work."""
    seen, page = Seen(), await chromium.visit(browser, server.address, "deal")
    begun = time.perf_counter()
    until = begun + seconds + number * 0.1
    sessions = [Session(server.address, each, seen) for each in range(number)]
    working = []
    for each in sessions:
        working.append(asyncio.create_task(each.live(until, THINK)))
        await asyncio.sleep(0.1)
    taken = await chromium.key_to_chart(page, "deal", until, THINK)
    await asyncio.gather(*working)
    await page.close()
    for each in seen.lost[:5]:
        print(each)
    aim = f"p95 < {AIM} ms" if number <= AT else "recovers"
    rate = len(seen.times) / (time.perf_counter() - begun)
    return [
        (f"{number} sessions: browser, key to charts, p50 / p95", ms(taken), aim),
        (
            f"{number} sessions: move to end of run, p50 / p95",
            ms([1e3 * x for x in seen.times]),
            "-",
        ),
        (f"{number} sessions: moves answered a second", f"{rate:.1f}", f"{number / THINK:.1f}"),
        (f"{number} sessions: lost", str(len(seen.lost)), "0"),
        (
            f"{number} sessions: told that the server is busy, farthest in the queue",
            f"{len(seen.told_busy)}, {seen.farthest}",
            "0, 0" if number <= AT else "those who wait over 1 s",
        ),
    ]


async def idle(server: Server, number: int) -> list[Row]:
    """Measure the memory of sessions that are open and do nothing."""
    seen = Seen()
    warm = await opened(server, seen, 5)
    before = server.mib
    sessions = await opened(server, seen, number)
    each = (server.mib - before) / number
    for session in warm + sessions:
        await session.close()
    name = f"memory of an idle session, {number} open on the Deal page"
    return [(name, f"{each:.1f} MiB", f"< {MIB_A_SESSION} MiB")]


async def opened(server: Server, seen: Seen, number: int) -> list[Session]:
    """Open sessions one after the other."""
    sessions = [Session(server.address, each, seen) for each in range(number)]
    for each in sessions:
        await each.open()
    return sessions


async def opened_and_closed(server: Server, number: int) -> list[Row]:
    """Measure memory while sessions come and go; Streamlit keeps the last 128 for two minutes."""
    kept, seen = min(200, number // 2), Seen()
    memory: dict[int, float] = {}
    for each in range(number):
        session = Session(server.address, each, seen)
        await session.open()
        await session.close()
        if each + 1 in {kept, number}:
            memory[each + 1] = server.mib
    grown = (memory[number] - memory[kept]) / max(number - kept, 1)
    return [
        (f"memory after {kept} sessions opened and closed", f"{memory[kept]:.0f} MiB", "-"),
        (f"memory after {number}", f"{memory[number]:.0f} MiB", "the same"),
        ("growth for each session between", f"{grown * 1024:.0f} KiB", "about 0"),
    ]


def ms(taken: list[float]) -> str:
    """Median and 95th percentile."""
    if not taken:
        return "none"
    ordered = sorted(taken)
    middle, high = (ordered[round(share * (len(ordered) - 1))] for share in (0.5, 0.95))
    return f"{middle:.0f} / {high:.0f} ms ({len(taken)})"


def table(rows: list[Row]) -> list[str]:
    """Rows under each other; each with its aim."""
    wide = max(len(name) for name, *_ in rows)
    return [f"{name:<{wide}}  {value:>22}   aim {aim}" for name, value, aim in rows]


if __name__ == "__main__":
    main()
