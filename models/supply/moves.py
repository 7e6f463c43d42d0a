"""What happens at an event: interruptions, goods at sea, stocks and books. Compiled.

Shapes   Arrays as ``models.supply.layout`` places them.
Units    Years, and years of the deal's demand.
"""

from typing import Any

from models.formula import Array
from models.supply.compiled import part
from models.supply.layout import (
    ENDLESS,
    EVENTS,
    FED,
    FELT,
    FIRST,
    HEAVY,
    HEAVY_SHARE,
    HEAVY_STOCK,
    HELD,
    LANES,
    LENGTH,
    MADE,
    MAGNETS_1,
    MAGNETS_2,
    MAGNETS_AT_SEA,
    MAGNETS_CONVERTER,
    MAGNETS_INDIA,
    MEAN_STOCKS,
    OXIDE_1,
    OXIDE_2,
    OXIDE_AT_SEA,
    OXIDE_CONVERTER,
    OXIDE_INDIA,
    PLACES,
    REFILLED,
    SECOND,
    SENT,
    SERVED,
    SHIPPED,
    TINY,
    TRANSIT_BACK,
    TRANSIT_OUT,
    UNSERVED,
    WORST,
)


@part
def first_edges(world: Any, rows: Any, clauses: Any, edges: Any) -> None:
    """Put every row before its first interruption; a row that takes nothing has none."""
    slot, begin, end = edges
    hazard, first, lost = rows[0], world[2], clauses[0]
    for row in range(hazard.size):
        strikes = lost[row] > 0.0
        slot[row] = first[hazard[row]] - 1 if strikes else first[hazard[row] + 1]
        begin[row] = end[row] = -ENDLESS if strikes else ENDLESS


@part
def strike(now: float, world: Any, rows: Any, clauses: Any, edges: Any, left: Array) -> float:
    """Begin and end the interruptions of this moment; time of the next edge.

    Capacity left at a node is the product over derating rows times the least over blocking ones.
    """
    hazard, node, blocking = rows
    _, begin, end = edges
    for each in range(2 * PLACES):
        left[each] = 1.0
    soon = ENDLESS
    for row in range(hazard.size):
        if end[row] <= now:
            _advance(row, now, hazard[row], world, clauses, edges)
        if begin[row] > now:
            soon = min(soon, begin[row])
            continue
        soon = min(soon, end[row])
        rest = 1.0 - clauses[0][row]
        if blocking[row]:
            left[PLACES + node[row]] = min(left[PLACES + node[row]], rest)
        else:
            left[node[row]] *= rest
    for each in range(PLACES):
        left[each] *= left[PLACES + each]
    return soon


@part
def _advance(row: int, now: float, hazard: int, world: Any, clauses: Any, edges: Any) -> None:
    """Go on to the row's next interruption that is felt and has not ended."""
    starts, ends, first = world
    _, late, cut = clauses
    slot, begin, end = edges
    last = first[hazard + 1]
    while end[row] <= now and slot[row] < last:
        slot[row] += 1
        begin[row], end[row] = ENDLESS, ENDLESS
        if slot[row] < last:
            start = starts[slot[row]]
            begin[row], end[row] = start + late[row], min(ends[slot[row]], start + cut[row])
            if not begin[row] < end[row]:  # ended before it was felt
                end[row] = now


@part
def post(now: float, deal: Array, flow: Array, sea: Any) -> bool:
    """Put what leaves now on the sea, to land when its transit is over."""
    when, rate, head, tail, last = sea
    for lane in range(3):
        transit = deal[TRANSIT_OUT] if lane == 0 else deal[TRANSIT_BACK]
        leaves = flow[SENT] if lane == 0 else flow[SHIPPED + lane - 1]
        if transit > 0.0 and abs(leaves - last[lane]) > TINY:
            if tail[lane] - head[lane] >= LANES:
                return False
            at = tail[lane] % LANES
            when[lane, at], rate[lane, at], last[lane] = now + transit, leaves, leaves
            tail[lane] += 1
    return True


@part
def land(now: float, sea: Any, coming: Array) -> float:
    """Let in what lands at this moment; time of the next change."""
    when, rate, head, tail, _ = sea
    soon = ENDLESS
    for lane in range(3):
        while head[lane] < tail[lane] and when[lane, head[lane] % LANES] <= now:
            coming[lane] = rate[lane, head[lane] % LANES]
            head[lane] += 1
        if head[lane] < tail[lane]:
            soon = min(soon, when[lane, head[lane] % LANES])
    return soon


@part
def fill(deal: Array, share: Array, stock: Array, sea: Any, coming: Array) -> None:
    """Every stock full, every lane filled at the rate of demand."""
    share[0], share[1] = 1.0 - deal[HEAVY_SHARE], deal[HEAVY_SHARE]
    stock[OXIDE_1], stock[OXIDE_2] = deal[OXIDE_INDIA], deal[OXIDE_CONVERTER]
    stock[OXIDE_AT_SEA], stock[HEAVY] = deal[TRANSIT_OUT], deal[HEAVY_STOCK] * share[1]
    coming[0] = 1.0
    for p in range(2):
        stock[MAGNETS_1 + p] = deal[MAGNETS_CONVERTER] * share[p]
        stock[MAGNETS_2 + p] = deal[MAGNETS_INDIA] * share[p]
        stock[MAGNETS_AT_SEA + p] = deal[TRANSIT_BACK] * share[p]
        coming[1 + p] = share[p]
    _, _, head, tail, last = sea
    for lane in range(3):
        head[lane], tail[lane], last[lane] = 0, 0, coming[lane]


@part
def account(span: float, now: float, state: Any, out: Array, run: Array) -> None:
    """Add a stretch of constant flows to the results."""
    share, stock, change, flow = state
    lost = share[0] - flow[SERVED] + share[1] - flow[SERVED + 1]
    for p in range(2):
        out[UNSERVED + p] += (share[p] - flow[SERVED + p]) * span
    for each in range(HELD):
        out[MEAN_STOCKS + each] += (stock[each] + change[each] * span / 2.0) * span
    if lost <= FELT:
        run[0] = 0.0 if span > TINY else run[0]
        return
    if run[0] == 0.0:
        out[EVENTS] += 1.0
        out[FIRST] = min(out[FIRST], now)
    run[0] += lost * span
    out[LENGTH] += span
    out[WORST] = max(out[WORST], run[0])


@part
def move(span: float, stock: Array, change: Array, flow: Array, book: Array) -> float:
    """Move the stocks on, and compare them with all that came and went."""
    book[0] += (flow[FED] + flow[SECOND] + flow[SECOND + 1]) * span
    book[0] -= (flow[SERVED] + flow[SERVED + 1]) * span
    book[1] += (flow[REFILLED] - flow[MADE + 1]) * span
    held = 0.0
    for each in range(HELD):
        stock[each] += change[each] * span
        if stock[each] < TINY:
            stock[each] = 0.0
        held += stock[each]
    return float(max(abs(held - stock[HEAVY] - book[0]), abs(stock[HEAVY] - book[1])))
