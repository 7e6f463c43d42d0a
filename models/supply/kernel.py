"""The fluid chain of one deal, advanced from event to event; compiled by numba.

    feed -> [oxide, India] -> border -> (sea) -> [oxide, converter] -> converter -> [magnets,
    converter] -> border -> (sea) -> [magnets, India] -> demand;  converter <- [heavy input]

Between events every flow is constant. An event is the edge of an interruption, a stock that runs
empty, a stock position that reaches its target, or the edge of a flow that comes off the sea.

Shapes   ``deals`` (n, number), ``starts``, ``ends`` (n, slot), rows' ``lost``, ``late``, ``cut``
         (n, row), ``out`` (n, result), ``cover`` (n, instant), ``path`` (step, column) or (0, 0).
         With turns of groups, (n, group), the parts of the loss are found instead of the results.
Units    Years, and years of the deal's demand: the demand flows at rate 1.
Raises   Nothing; ``simulate`` returns the first world that took too many steps, else -1.
"""

from typing import Any

from models.formula import Array
from models.supply import compiled, layout, moves, rates
from models.supply.compiled import numbers, outcome, part, together, whole
from models.supply.layout import (
    BALANCE,
    ENDLESS,
    FIRST,
    HEAVY,
    HELD,
    MAGNETS_2,
    MEAN_STOCKS,
    MOST_STEPS,
    RUNNING,
    STEPS,
    UNSERVED,
)
from models.supply.moves import account, fill, first_edges, land, move, post, strike
from models.supply.rates import changes, flows, until_stock_event


@part
def _record(step: int, now: float, flow: Array, stock: Array, path: Array) -> None:
    if step < path.shape[0]:
        path[step, 0] = now
        for each in range(RUNNING):
            path[step, 1 + each] = flow[each]
        for each in range(HELD):
            path[step, 1 + RUNNING + each] = stock[each]


@part
def _read_cover(
    seen: int, now: float, then: float, instants: Array, state: Any, cover: Array
) -> int:
    """Read the magnets in India at the instants up to ``then``; how many are read."""
    _, stock, change, _ = state
    while seen < instants.size and instants[seen] <= then:
        grown = (change[MAGNETS_2] + change[MAGNETS_2 + 1]) * (instants[seen] - now)
        cover[seen] = stock[MAGNETS_2] + stock[MAGNETS_2 + 1] + grown
        seen += 1
    return seen


@part
def _clear(out: Array, stock: Array, run: Array, book: Array) -> None:
    """Begin a world with nothing lost and the opening stocks in the books."""
    for each in range(out.size):
        out[each] = 0.0
    out[FIRST] = ENDLESS
    run[0], book[0], book[1] = 0.0, -stock[HEAVY], stock[HEAVY]
    for each in range(HELD):
        book[0] += stock[each]


@part
def _world(
    deal: Array, world: Any, rows: Any, clauses: Any, window: Any, results: Any, work: Any
) -> bool:
    """One world from full stocks to the horizon; whether it took few enough steps."""
    horizon, warm, instants = window
    out, cover, path = results
    share, stock, change, flow, left, coming, edges, sea, run, book = work
    state = (share, stock, change, flow)
    fill(deal, share, stock, sea, coming)
    first_edges(world, rows, clauses, edges)
    _clear(out, stock, run, book)
    now, seen = 0.0, 0
    edge = strike(now, world, rows, clauses, edges, left)
    for step in range(MOST_STEPS):
        land(now, sea, coming)
        flows(deal, share, left, stock, coming, flow)
        changes(flow, change)
        _record(step, now, flow, stock, path)
        if not post(now, deal, flow, sea):
            return False
        until = min(edge, land(now, sea, coming), horizon if now >= warm else warm)
        span = min(until - now, until_stock_event(deal, share, stock, change))
        then = until if span >= until - now else now + span
        if now >= warm:
            account(span, now, state, out, run)
        seen = _read_cover(seen, now, then, instants, state, cover)
        out[BALANCE] = max(out[BALANCE], move(span, stock, change, flow, book))
        out[STEPS] += 1.0
        now = then
        if now >= horizon:
            break
        if now >= edge:
            edge = strike(now, world, rows, clauses, edges, left)
    _record(int(out[STEPS]), now, flow, stock, path)
    for each in range(HELD):
        out[MEAN_STOCKS + each] /= horizon - warm
    return bool(now >= horizon)


@part
def _attribute(
    deal: Array, world: Any, rows: Any, clauses: Any, window: Any, results: Any, work: Any, by: Any
) -> bool:
    """Switch the groups off one by one, the last of the world's order first.

    A group's part is what the loss falls by. Where nothing is lost any more, or nothing of a group
    happens, there is nothing to run: fewer interruptions lose no more.
    """
    whole, rank, group, parts, lost = by
    out, before = results[0], whole
    for row in range(lost.size):
        lost[row] = clauses[0][row]
    on = (lost, clauses[1], clauses[2])
    for turn in range(rank.size - 1, -1, -1):
        met = _switch_off(turn, rank, group, world, rows, on, window[0])
        now = before if turn > 0 else 0.0
        if turn > 0 and met and before > 0.0:
            if not _world(deal, world, rows, on, window, results, work):
                return False
            now = (out[UNSERVED] + out[UNSERVED + 1]) / (window[0] - window[1])
        for each in range(rank.size):
            if rank[each] == turn:
                parts[each] = before - now
        before = now
    return True


@part
def _switch_off(
    turn: int, rank: Any, group: Any, world: Any, rows: Any, clauses: Any, horizon: float
) -> bool:
    """Switch off the group that has a turn; whether anything of it happens in this world."""
    met, lost = False, clauses[0]
    for row in range(lost.size):
        if rank[group[row]] == turn:
            met = met or _felt(row, rows[0], world, clauses, horizon)
            lost[row] = 0.0
    return met


@part
def _felt(row: int, hazard: Any, world: Any, clauses: Any, horizon: float) -> bool:
    """Whether a row takes anything in a world, at any time."""
    starts, ends, first = world
    lost, late, cut = clauses
    if lost[row] <= 0.0:
        return False
    for slot in range(first[hazard[row]], first[hazard[row] + 1]):
        begin = max(starts[slot] + late[row], 0.0)
        if begin < min(ends[slot], starts[slot] + cut[row], horizon):
            return True
    return False


def _simulation(code: int) -> Any:
    def simulate(
        deals: Array,
        starts: Array,
        ends: Array,
        first: Any,
        hazard: Any,
        node: Any,
        blocking: Any,
        lost: Array,
        late: Array,
        cut: Array,
        horizon: float,
        warm: float,
        instants: Array,
        out: Array,
        cover: Array,
        path: Array,
        work: Any,
        by: Any,
    ) -> int:
        worlds = deals.shape[0] if code >= 0 else 0  # a part of numba's key to the kept code
        whole, rank, group, parts, some = by
        window, rows = (horizon, warm, instants), (hazard, node, blocking)
        for n in range(worlds):
            world, clauses = (starts[n], ends[n], first), (lost[n], late[n], cut[n])
            if rank.shape[1] == 0:
                results = (out[n], cover[n], path)
                done = _world(deals[n], world, rows, clauses, window, results, work)
            else:
                results = (out[0], cover[0], path)
                of = (whole[n], rank[n], group, parts[n], some)
                done = _attribute(deals[n], world, rows, clauses, window, results, work, of)
            if not done:
                return n
        return -1

    return simulate


_ARGUMENTS = (
    *(numbers(2), numbers(2), numbers(2)),  # deals, starts, ends
    *(whole(1), whole(1), whole(1), whole(1)),  # first, hazard, node, blocking
    *(numbers(2), numbers(2), numbers(2)),  # lost, late, cut
    *(numbers(0), numbers(0), numbers(1)),  # horizon, warm, instants
    *(numbers(2, written=True), numbers(2, written=True), numbers(2, written=True)),
    together(
        *([numbers(1, written=True)] * 6),  # share, stock, change, flow, left, coming
        together(whole(1, written=True), *([numbers(1, written=True)] * 2)),  # slot, begin, end
        together(
            *([numbers(2, written=True)] * 2),  # when and at which rate goods at sea will land
            *([whole(1, written=True)] * 2),  # which of these changes are still to come
            numbers(1, written=True),  # rate at which goods last left
        ),
        *([numbers(1, written=True)] * 2),  # loss of the present event, books
    ),
    together(
        *(numbers(1), whole(2), whole(1)),  # loss, turns of the groups, group of each row
        *(numbers(2, written=True), numbers(1, written=True)),  # parts, shares still taken
    ),
)
_CODE = compiled.fingerprint(compiled, layout, rates, moves)
simulate = compiled.entry(_simulation(_CODE), outcome(*_ARGUMENTS))
