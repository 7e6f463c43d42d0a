"""What a chart is, and the looks that all charts share.

The looks are written out here: no template of Plotly's or Streamlit's is used. Widths are unknown,
so whatever could be cut is wrapped for the narrowest page, 420 pixels.
"""

import html
import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from models import Deal

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

INK, FAINT, GRID, PAPER = "#1F2933", "#52606D", "#E4E7EB", "#FFFFFF"
FONT = "Source Sans, Source Sans Pro, sans-serif"
LABEL_WIDTH = 20  # characters of a line beside a bar: more would leave no room for the bar
TITLE_WIDTH = 50
LINE, TITLE_LINE, FIRST_LINE = 17, 21, 20  # pixels from line to line, and from the top
ROW = 40  # pixels, the least for a bar and its room
AXIS = 52  # pixels for ticks and title of an axis
LEGEND_LINE, LEGEND_COLUMNS, ENTRY_WIDTH = 21, 2, 135
FIGURES = 4  # significant figures that reach the browser


@dataclass(frozen=True)
class Plain:
    """A figure as plain data: its traces and its layout, as Plotly takes them."""

    data: list[dict[str, Any]]
    layout: dict[str, Any]


@dataclass(frozen=True)
class Chart:
    """A drawing, the numbers it shows by column, the finding, and what it says in words."""

    plain: Plain
    columns: Mapping[str, Sequence[Any]]
    title: str  # also written in the figure
    alt: str

    def to_json(self) -> str:
        """Write the drawing for the browser; what has arrays or gaps is left to Plotly: slowly."""
        plain = {"data": self.plain.data, "layout": self.plain.layout | {"template": {}}}
        try:
            return json.dumps(plain, separators=(",", ":"), allow_nan=False)
        except (TypeError, ValueError):
            return str(self.figure.to_json())

    @cached_property
    def figure(self) -> "go.Figure":
        """The drawing, checked by Plotly: for tests, and where Streamlit draws."""
        import plotly.graph_objects as go  # noqa: PLC0415  (no paper needs it, nor the table below)

        return go.Figure(data=self.plain.data, layout=self.plain.layout)

    @cached_property
    def table(self) -> "pd.DataFrame":
        """The numbers for the screen; units are in the names of the columns."""
        import pandas as pd  # noqa: PLC0415  (a fifth of a second at start)

        return pd.DataFrame(self.columns)

    @property
    def height(self) -> int:
        """Height in pixels that the figure needs."""
        return int(self.plain.layout["height"])


def drawing(
    traces: Iterable[dict[str, Any]], title: str, body: int, *, above: int = 0, **layout: Any
) -> Plain:
    """Describe a figure with the common looks.

    Parameters
    ----------
    traces, title
        What is drawn, and the finding.
    body, above
        Pixels for the plot and all below it, and for what stands between title and plot.
    layout
        Further settings of Plotly's layout.
    """
    lines = balanced(title)
    top = 18 + TITLE_LINE * (1 + lines.count("<br>")) + above
    common = {
        "template": "none",
        "title": _heading(lines, body + top),
        "font": {"family": FONT, "size": 14, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "height": body + top,
        "margin": {"l": 8, "r": 12, "t": top, "b": 8, "pad": 4},
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": PAPER, "font": {"size": 13, "color": INK}, "align": "left"},
        "showlegend": False,
        "dragmode": False,
    }
    return Plain(list(traces), {**common, **layout})


def trace(kind: str, **settings: Any) -> dict[str, Any]:
    """Describe a trace; as a mapping it is checked once, by the figure."""
    return {"type": kind, **settings}


def _heading(lines: str, height: int) -> dict[str, Any]:
    """Title at the top left; anchored by its first line, which Plotly would else cut."""
    across = {"x": 0, "xref": "container", "xanchor": "left", "pad": {"l": 4}}
    down = {"y": 1 - FIRST_LINE / height, "yref": "container", "yanchor": "bottom"}
    return {"text": f"<b>{lines}</b>", "font": {"size": 16}, **across, **down}


def value_axis(title: str, **more: Any) -> dict[str, Any]:
    """An axis of numbers: light grid, title and ticks that make their own room."""
    return {
        "title": {"text": title, "font": {"size": 13}, "standoff": 8},
        "automargin": True,
        "gridcolor": GRID,
        "zerolinecolor": FAINT,
        "tickfont": {"size": 13, "color": INK},
        "exponentformat": "none",
        "separatethousands": True,
        "fixedrange": True,
        **more,
    }


def name_axis(labels: list[str], **more: Any) -> dict[str, Any]:
    """An axis of names, the first on top."""
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": labels[::-1],
        "range": [-0.5, len(labels) - 0.5],
        "automargin": True,
        "showgrid": False,
        "tickfont": {"size": 13, "color": INK},
        "fixedrange": True,
        **more,
    }


def legend(plot_height: int, axis_height: int = AXIS) -> dict[str, Any]:
    """A legend below the axis, in as many columns as fit into the whole width of the chart."""
    return {
        "orientation": "h",
        "traceorder": "normal",
        "entrywidth": ENTRY_WIDTH,
        "entrywidthmode": "pixels",
        "x": -0.001,  # left of the plot, if barely: it may then be wider than the plot
        "xanchor": "left",
        "y": -axis_height / plot_height,
        "yanchor": "top",
        "font": {"size": 13},
        "itemclick": False,
        "itemdoubleclick": False,
    }


def legend_height(entries: int) -> int:
    """Pixels that a legend needs on the narrowest page."""
    return 12 + LEGEND_LINE * -(-entries // LEGEND_COLUMNS)


def rows_height(labels: list[str]) -> int:
    """Pixels for one row each, high enough for the longest of their labels."""
    lines = max(1 + label.count("<br>") for label in labels)
    return len(labels) * max(ROW, 10 + LINE * lines)


def wrapped(text: str, width: int = LABEL_WIDTH) -> str:
    """Break a text into lines, safe to show."""
    lines = textwrap.wrap(text, width) or [text]
    return "<br>".join(html.escape(line, quote=False) for line in lines)


def balanced(title: str) -> str:
    """Break a title into as few lines as fit, of about the same length."""
    fewest = len(textwrap.wrap(title, TITLE_WIDTH))
    widths = range(len(title) // fewest, TITLE_WIDTH + 1)
    return next(wrapped(title, n) for n in widths if len(textwrap.wrap(title, n)) == fewest)


def subject(deal: Deal, words: int, baseline: bool) -> str:
    """Name a deal in a title, in so many words; the baseline by what it does."""
    return shortened("Importing magnets" if baseline else deal.name, words)


def shortened(said: str, words: int) -> str:
    """Cut a name to so many words."""
    parts = said.split()
    return " ".join(parts[:words]).rstrip(",:;") + "…" * (len(parts) > words)


def spoken(names: Iterable[str], told: Iterable[str]) -> str:
    """Join names and numbers for an alternative text."""
    return "; ".join(f"{name} {each}" for name, each in zip(names, told, strict=True))


def tidy(values: Iterable[float]) -> list[float]:
    """Round to what the eye can see: the browser gets small text."""
    return [float(f"{value:.{FIGURES}g}") for value in values]


def table_of(columns: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """Round the numbers shown, by column; units are in the names of the columns."""
    words = {name for name, cells in columns.items() if isinstance(cells[0], str)}
    return {name: cells if name in words else tidy(cells) for name, cells in columns.items()}
