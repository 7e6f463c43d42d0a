"""The charts: each a drawing, the numbers it shows, a title that states the finding, and its words.

Nothing here computes more than sums, means and percentiles, and nothing knows the screen.
"""

from dashboard.charts.arrivals import arrivals
from dashboard.charts.bridge import cost_bridge, worth_bridge
from dashboard.charts.cash import cash_by_year
from dashboard.charts.chart import Chart
from dashboard.charts.costs import cost_build_up
from dashboard.charts.funding import sources_and_uses
from dashboard.charts.gains import gains
from dashboard.charts.gantt import gantt
from dashboard.charts.ghost import ghosted
from dashboard.charts.loan import loan_coverage
from dashboard.charts.plants import real_plants
from dashboard.charts.saved_months import months_saved
from dashboard.charts.scores import first_shares, score_bars
from dashboard.charts.served import demand_served
from dashboard.charts.style import pick_colour, pick_style
from dashboard.charts.times import lead_time_distribution
from dashboard.charts.trade_off import cost_security_map
from dashboard.charts.waterfall import cost_waterfall

__all__ = [
    "Chart",
    "arrivals",
    "cash_by_year",
    "cost_bridge",
    "cost_build_up",
    "cost_security_map",
    "cost_waterfall",
    "demand_served",
    "first_shares",
    "gains",
    "gantt",
    "ghosted",
    "lead_time_distribution",
    "loan_coverage",
    "months_saved",
    "pick_colour",
    "pick_style",
    "real_plants",
    "score_bars",
    "sources_and_uses",
    "worth_bridge",
]
