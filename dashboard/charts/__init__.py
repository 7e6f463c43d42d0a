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
from dashboard.charts.lead import lead
from dashboard.charts.lens_orders import lens_orders
from dashboard.charts.loan import loan_coverage
from dashboard.charts.often import event_rates, event_times
from dashboard.charts.plants import real_plants
from dashboard.charts.rank_bars import rank_bars
from dashboard.charts.saved_months import months_saved
from dashboard.charts.scores import score_bars
from dashboard.charts.served import demand_served
from dashboard.charts.sobol import sobol
from dashboard.charts.style import pick_colour, pick_style
from dashboard.charts.supply_ordeal import ordeal_in_time
from dashboard.charts.supply_served import supply_causes, supply_served
from dashboard.charts.supply_stocks import clause_values, stock_sizes
from dashboard.charts.supply_stress import ordeals, survival
from dashboard.charts.supply_world import sample_world
from dashboard.charts.times import lead_time_distribution
from dashboard.charts.tornado import BOUNDS, QUANTILES, Measure, measure, tornado
from dashboard.charts.trade_off import cost_security_map
from dashboard.charts.waterfall import cost_waterfall
from dashboard.charts.weight_triangle import weight_triangle
from dashboard.charts.win_matrix import win_matrix
from dashboard.charts.worlds import worlds

__all__ = [
    "BOUNDS",
    "QUANTILES",
    "Chart",
    "Measure",
    "arrivals",
    "cash_by_year",
    "clause_values",
    "cost_bridge",
    "cost_build_up",
    "cost_security_map",
    "cost_waterfall",
    "demand_served",
    "event_rates",
    "event_times",
    "gains",
    "gantt",
    "ghosted",
    "lead",
    "lead_time_distribution",
    "lens_orders",
    "loan_coverage",
    "measure",
    "months_saved",
    "ordeal_in_time",
    "ordeals",
    "pick_colour",
    "pick_style",
    "rank_bars",
    "real_plants",
    "sample_world",
    "score_bars",
    "sobol",
    "sources_and_uses",
    "stock_sizes",
    "supply_causes",
    "supply_served",
    "survival",
    "tornado",
    "weight_triangle",
    "win_matrix",
    "worlds",
    "worth_bridge",
]
