"""Flows of one moment, how the stocks change with them, and how long that can last. Compiled.

A flow is the least of what its node can pass, what reaches it if the stock before it is empty,
and what is wanted if the stock position behind it is at its target.

Shapes   Arrays as ``models.supply.layout`` places them.
Units    Shares of the deal's demand; stocks and times in years of it.
"""

from models.formula import Array
from models.supply.compiled import part
from models.supply.layout import (
    CONVERTER,
    CONVERTER_RATE,
    COVERED_FEED,
    ENDLESS,
    FED,
    FEED,
    FEED_RATE,
    HEAVY,
    HEAVY_INPUT,
    HEAVY_MAGNET_BORDER,
    HEAVY_RATE,
    HEAVY_STOCK,
    IMPORT_RATE,
    IMPORTED_FEED,
    LANDED,
    MADE,
    MAGNET_BORDER,
    MAGNET_BORDER_RATE,
    MAGNETS_1,
    MAGNETS_2,
    MAGNETS_AT_SEA,
    MAGNETS_CONVERTER,
    MAGNETS_INDIA,
    OXIDE_1,
    OXIDE_2,
    OXIDE_AT_SEA,
    OXIDE_BORDER,
    OXIDE_BORDER_RATE,
    OXIDE_CONVERTER,
    OXIDE_INDIA,
    REFILLED,
    RETURNED,
    SECOND,
    SECOND_RATE,
    SECOND_SOURCE,
    SENT,
    SERVED,
    SHIPPED,
    TINY,
    TRANSIT_BACK,
    TRANSIT_OUT,
)


@part
def flows(deal: Array, share: Array, left: Array, stock: Array, coming: Array, flow: Array) -> None:
    """Every flow of this moment: what can pass going down the chain, what is wanted going up."""
    standby = deal[FEED_RATE] * max(left[COVERED_FEED] - left[FEED], 0.0) + deal[IMPORT_RATE]
    feed = deal[FEED_RATE] * left[FEED] + standby * left[IMPORTED_FEED]
    sent = deal[OXIDE_BORDER_RATE] * left[OXIDE_BORDER]
    if stock[OXIDE_1] <= TINY:
        sent = min(sent, feed)
    made = deal[CONVERTER_RATE] * left[CONVERTER]
    if stock[OXIDE_2] <= TINY:
        made = min(made, coming[0] if deal[TRANSIT_OUT] > 0.0 else sent)
    for p in range(2):
        _wanted(p, deal, share, left, stock, coming, flow)
    heavy = deal[HEAVY_RATE] * left[HEAVY_INPUT] * share[1]
    _allot(made, heavy if stock[HEAVY] <= TINY else ENDLESS, share, flow)
    for p in range(2):
        _delivered(p, deal, share, stock, coming, flow)
    _oxide(feed, sent, deal, stock, flow)
    flow[LANDED] = coming[0] if deal[TRANSIT_OUT] > 0.0 else flow[SENT]
    full = stock[HEAVY] >= deal[HEAVY_STOCK] * share[1] - TINY
    flow[REFILLED] = min(heavy, flow[MADE + 1]) if full else heavy


@part
def _oxide(feed: float, sent: float, deal: Array, stock: Array, flow: Array) -> None:
    """What is fed and sent: all that can be, or what is used where the target is reached."""
    used = flow[MADE] + flow[MADE + 1]
    behind = stock[OXIDE_2] + stock[OXIDE_AT_SEA]
    target = deal[OXIDE_CONVERTER] + deal[TRANSIT_OUT]
    whole = behind + stock[OXIDE_1]
    flow[FED] = min(feed, used) if whole >= target + deal[OXIDE_INDIA] - TINY else feed
    flow[SENT] = min(sent, used) if behind >= target - TINY else sent
    if stock[OXIDE_1] <= TINY:
        flow[SENT] = min(flow[SENT], flow[FED])


@part
def _wanted(
    p: int, deal: Array, share: Array, left: Array, stock: Array, coming: Array, flow: Array
) -> None:
    """What stocks and customers ask of the converter, the border and the second source."""
    border = left[MAGNET_BORDER] * (left[HEAVY_MAGNET_BORDER] if p == 1 else 1.0)
    flow[SHIPPED + p] = deal[MAGNET_BORDER_RATE] * border * share[p]
    flow[SECOND + p] = deal[SECOND_RATE] * left[SECOND_SOURCE] * share[p]
    behind = stock[MAGNETS_2 + p] + stock[MAGNETS_AT_SEA + p]
    target = (deal[MAGNETS_INDIA] + deal[TRANSIT_BACK]) * share[p]
    full = behind >= target - TINY
    if full:
        flow[SECOND + p] = min(flow[SECOND + p], share[p])
    leaves = share[p]
    if stock[MAGNETS_2 + p] <= TINY:
        back = coming[1 + p] if deal[TRANSIT_BACK] > 0.0 else flow[SHIPPED + p]
        leaves = min(leaves, back + flow[SECOND + p])
    asked = max(leaves - flow[SECOND + p], 0.0)
    if full:
        flow[SHIPPED + p] = min(flow[SHIPPED + p], asked)
    flow[MADE + p] = ENDLESS if _short(p, deal, share, stock) else asked


@part
def _allot(made: float, heavy: float, share: Array, flow: Array) -> None:
    """Divide what can be made in proportion to demand; what one product leaves, the other has."""
    flow[MADE + 1] = min(flow[MADE + 1], heavy)
    if flow[MADE] + flow[MADE + 1] <= made:
        return
    if flow[MADE] < share[0] * made:
        flow[MADE + 1] = made - flow[MADE]
        return
    flow[MADE + 1] = min(flow[MADE + 1], share[1] * made)
    flow[MADE] = min(flow[MADE], made - flow[MADE + 1])


@part
def _delivered(p: int, deal: Array, share: Array, stock: Array, coming: Array, flow: Array) -> None:
    """What crosses the border, comes back and is served, now that the making is known."""
    if stock[MAGNETS_1 + p] <= TINY:
        flow[SHIPPED + p] = min(flow[SHIPPED + p], flow[MADE + p])
    back = coming[1 + p] if deal[TRANSIT_BACK] > 0.0 else flow[SHIPPED + p]
    flow[RETURNED + p] = back
    flow[SERVED + p] = share[p]
    if stock[MAGNETS_2 + p] <= TINY:
        flow[SERVED + p] = min(share[p], back + flow[SECOND + p])


@part
def _short(p: int, deal: Array, share: Array, stock: Array) -> bool:
    """Whether a product's stocks and goods at sea are together below their target."""
    target = deal[MAGNETS_INDIA] + deal[TRANSIT_BACK] + deal[MAGNETS_CONVERTER]
    held = stock[MAGNETS_1 + p] + stock[MAGNETS_2 + p] + stock[MAGNETS_AT_SEA + p]
    return bool(held < target * share[p] - TINY)


@part
def changes(flow: Array, change: Array) -> None:
    """How fast each stock changes."""
    used = flow[MADE] + flow[MADE + 1]
    change[OXIDE_1] = flow[FED] - flow[SENT]
    change[OXIDE_AT_SEA] = flow[SENT] - flow[LANDED]
    change[OXIDE_2] = flow[LANDED] - used
    change[HEAVY] = flow[REFILLED] - flow[MADE + 1]
    for p in range(2):
        change[MAGNETS_1 + p] = flow[MADE + p] - flow[SHIPPED + p]
        change[MAGNETS_AT_SEA + p] = flow[SHIPPED + p] - flow[RETURNED + p]
        change[MAGNETS_2 + p] = flow[RETURNED + p] + flow[SECOND + p] - flow[SERVED + p]


@part
def until_stock_event(deal: Array, share: Array, stock: Array, change: Array) -> float:
    """Time until a stock runs empty or a position reaches its target, if flows stay."""
    span = ENDLESS
    for each in (OXIDE_1, OXIDE_2, HEAVY, MAGNETS_1, MAGNETS_1 + 1, MAGNETS_2, MAGNETS_2 + 1):
        if stock[each] > TINY and change[each] < 0.0:
            span = min(span, -stock[each] / change[each])
    behind, rate = stock[OXIDE_2] + stock[OXIDE_AT_SEA], change[OXIDE_2] + change[OXIDE_AT_SEA]
    target = deal[OXIDE_CONVERTER] + deal[TRANSIT_OUT]
    span = min(span, _reach(target - behind, rate))
    whole = target + deal[OXIDE_INDIA] - behind - stock[OXIDE_1]
    span = min(span, _reach(whole, rate + change[OXIDE_1]))
    span = min(span, _reach(deal[HEAVY_STOCK] * share[1] - stock[HEAVY], change[HEAVY]))
    for p in range(2):
        behind = stock[MAGNETS_2 + p] + stock[MAGNETS_AT_SEA + p]
        rate = change[MAGNETS_2 + p] + change[MAGNETS_AT_SEA + p]
        target = (deal[MAGNETS_INDIA] + deal[TRANSIT_BACK]) * share[p]
        span = min(span, _reach(target - behind, rate))
        whole = target + deal[MAGNETS_CONVERTER] * share[p] - behind - stock[MAGNETS_1 + p]
        span = min(span, _reach(whole, rate + change[MAGNETS_1 + p]))
    return span


@part
def _reach(gap: float, rate: float) -> float:
    """Time in which a gap closes at a rate."""
    return gap / rate if gap > TINY and rate > 0.0 else ENDLESS
