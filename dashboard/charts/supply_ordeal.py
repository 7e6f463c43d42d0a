"""Chart of one named interruption in time, for one deal: stocks, and days without magnets."""

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts.chart import Chart
from dashboard.charts.supply_world import Clock, columns_of, figure
from dashboard.supplies import Supplies, ordeal
from models import Played, played_ordeal

WORDS = 4
TICKS = ((200.0, 15.0), (400.0, 30.0), (900.0, 60.0))  # days shown up to which ticks are so far
WIDEST = 120.0
FROM = "Days from the first day of the interruption"


def ordeal_in_time(supply: Supplies, deal_name: str, key: str, days: float) -> Chart:
    """A named interruption of some length, from full stocks, in the world nearest to the means.

    Raises
    ------
    ValueError
        When it does not reach the deal.
    """
    deal = supply.of(deal_name)
    world = played_ordeal(deal, ordeal(key).lasting(days))
    if world is None:
        raise ValueError(f"{key} does not reach {deal_name}")
    title = f"{base.subject(deal.deal, WORDS, deal.is_baseline)}: {_told(world)}"
    gone = text.DAYS_A_YEAR * sum(end - start for start, end in world.unserved)
    shown = text.DAYS_A_YEAR * world.horizon
    step = next((step for most, step in TICKS if shown <= most), WIDEST)
    clock = Clock(text.DAYS_A_YEAR, FROM, "day", step, 0)
    return Chart(
        figure(supply, world, title, clock),
        base.table_of(columns_of(supply, world, clock)),
        title,
        f"An interruption of {text.number(days)} days from full stocks. {deal_name}: "
        f"{_told(world)}; some demand is unserved on {text.number(round(gone))} days.",
    )


def _told(world: Played) -> str:
    if not world.unserved:
        return "0 days lost, stocks last"
    first = text.number(round(text.DAYS_A_YEAR * world.unserved[0][0]))
    return f"magnets missing from day {first}, {text.number(round(world.days))} days lost"
