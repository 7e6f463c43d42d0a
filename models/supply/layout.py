"""Places of numbers in the arrays that the compiled code works on, and their names outside.

Pairs hold light grades first, then heavy ones; each takes two places.
"""

import numpy as np

DEAL = (
    "heavy_share",
    "feed_rate",
    "import_rate",
    "oxide_border_rate",
    "converter_rate",
    "heavy_rate",
    "magnet_border_rate",
    "second_rate",
    "oxide_stock_india",
    "oxide_stock_converter",
    "heavy_stock",
    "magnet_stock_converter",
    "magnet_stock_india",
    "transit_out",
    "transit_back",
)
HEAVY_SHARE, FEED_RATE, IMPORT_RATE, OXIDE_BORDER_RATE, CONVERTER_RATE = range(5)
HEAVY_RATE, MAGNET_BORDER_RATE, SECOND_RATE = range(5, 8)
OXIDE_INDIA, OXIDE_CONVERTER, HEAVY_STOCK, MAGNETS_CONVERTER, MAGNETS_INDIA = range(8, 13)
TRANSIT_OUT, TRANSIT_BACK = range(13, 15)

NODES = (
    "feed",
    "covered_feed",
    "imported_feed",
    "oxide_border",
    "converter",
    "heavy_input",
    "magnet_border",
    "heavy_magnet_border",
    "second_source",
)
FEED, COVERED_FEED, IMPORTED_FEED, OXIDE_BORDER, CONVERTER, HEAVY_INPUT = range(6)
MAGNET_BORDER, HEAVY_MAGNET_BORDER, SECOND_SOURCE = range(6, 9)
PLACES = len(NODES)

STOCKS = (
    "oxide_india",
    "oxide_converter",
    "oxide_at_sea",
    "heavy_input",
    "magnets_converter_light",
    "magnets_converter_heavy",
    "magnets_india_light",
    "magnets_india_heavy",
    "magnets_at_sea_light",
    "magnets_at_sea_heavy",
)
OXIDE_1, OXIDE_2, OXIDE_AT_SEA, HEAVY, MAGNETS_1 = range(5)
MAGNETS_2, MAGNETS_AT_SEA = 6, 8
HELD = len(STOCKS)

FLOWS = (
    "feed",
    "oxide_sent",
    "oxide_landed",
    "heavy_input",
    "made_light",
    "made_heavy",
    "shipped_light",
    "shipped_heavy",
    "returned_light",
    "returned_heavy",
    "second_light",
    "second_heavy",
    "served_light",
    "served_heavy",
)
FED, SENT, LANDED, REFILLED, MADE = range(5)
SHIPPED, RETURNED, SECOND, SERVED = 6, 8, 10, 12
RUNNING = len(FLOWS)

RESULTS = (
    "unserved_light",
    "unserved_heavy",
    "events",
    "length",
    "worst",
    "first",
    "balance",
    "steps",
    *(f"mean_{name}" for name in STOCKS),
)
UNSERVED, EVENTS, LENGTH, WORST, FIRST, BALANCE, STEPS, MEAN_STOCKS = 0, 2, 3, 4, 5, 6, 7, 8

ENDLESS = np.inf
TINY = 1e-12  # a: stocks below it are empty
FELT = 1e-9  # the least share of demand whose loss counts as a loss event
MOST_STEPS = 1_000_000  # of one world
LANES = 4_096  # changes of flow that a lane of the sea can hold at once
