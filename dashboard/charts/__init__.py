"""The charts: each a drawing, the numbers it shows, a title that states the finding, and its words.

Nothing here computes more than sums, means and percentiles, and nothing knows the screen.
"""

from dashboard.charts.chart import Chart
from dashboard.charts.costs import cost_build_up
from dashboard.charts.ghost import ghosted
from dashboard.charts.scores import first_shares, score_bars
from dashboard.charts.served import demand_served
from dashboard.charts.style import pick_colour, pick_style
from dashboard.charts.times import lead_time_distribution
from dashboard.charts.trade_off import cost_security_map
from dashboard.charts.waterfall import cost_waterfall

__all__ = [
    "Chart",
    "cost_build_up",
    "cost_security_map",
    "cost_waterfall",
    "demand_served",
    "first_shares",
    "ghosted",
    "lead_time_distribution",
    "pick_colour",
    "pick_style",
    "score_bars",
]
