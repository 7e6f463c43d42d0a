"""What a chart is, and the looks that all charts share."""

import html
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

INK, FAINT, GRID, PAPER = "#1F2933", "#52606D", "#E4E7EB", "#FFFFFF"
FONT = "Source Sans, Source Sans Pro, sans-serif"
LABEL_WIDTH = 20  # characters of a line beside a bar: at 420 px more would leave no bar
TITLE_WIDTH = 44
LINE = 18  # pixels from line to line
FIGURES = 4  # significant figures that reach the browser


@dataclass(frozen=True)
class Chart:
    """A drawing, the numbers it shows, and what it says in words."""

    figure: go.Figure  # carries the title, and the height it needs
    table: pd.DataFrame
    title: str
    alt: str

    @property
    def height(self) -> int:
        """Height in pixels that the figure needs."""
        return int(self.figure.layout.height)


def drawing(traces: Iterable[Any], title: str, height: int, **layout: Any) -> go.Figure:
    """Make a figure with the common looks; ``height`` is that of everything below the title."""
    lines = wrapped(title, TITLE_WIDTH)
    top = 14 + 22 * (lines.count("<br>") + 1)
    heading = {
        "text": f"<b>{lines}</b>",
        "font": {"size": 16},
        **{"x": 0, "xref": "container", "xanchor": "left", "pad": {"l": 4}},
        **{"y": 1, "yref": "container", "yanchor": "top"},
    }
    heading["pad"] = {"l": 4, "t": 6}
    common = {
        "template": "none",
        "title": heading,
        "font": {"family": FONT, "size": 14, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "height": height + top,
        "margin": {"l": 8, "r": 12, "t": top, "b": 8, "pad": 4},
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": PAPER, "font": {"size": 13, "color": INK}, "align": "left"},
        "showlegend": False,
        "dragmode": False,
    }
    return go.Figure(data=list(traces), layout={**common, **layout})


def value_axis(title: str, **more: Any) -> dict[str, Any]:
    """An axis of numbers: light grid, title and ticks that make their own room."""
    return {
        "title": {"text": title, "font": {"size": 13}, "standoff": 8},
        "automargin": True,
        "gridcolor": GRID,
        "zerolinecolor": FAINT,
        "tickfont": {"size": 13, "color": INK},
        "fixedrange": True,
        **more,
    }


def name_axis(names: list[str], **more: Any) -> dict[str, Any]:
    """An axis of names, the first on top."""
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": names[::-1],
        "range": [-0.5, len(names) - 0.5],
        "automargin": True,
        "tickfont": {"size": 13, "color": INK},
        "ticks": "",
        "fixedrange": True,
        **more,
    }


def legend(entry_width: int) -> dict[str, Any]:
    """A legend below the chart, in as many columns as fit."""
    return {
        "orientation": "h",
        "traceorder": "normal",
        "entrywidth": entry_width,
        "entrywidthmode": "pixels",
        **{"x": 0, "xref": "container", "xanchor": "left"},
        **{"y": 0, "yref": "container", "yanchor": "bottom"},
        "font": {"size": 13},
        "itemclick": False,
        "itemdoubleclick": False,
    }


def wrapped(text: str, width: int = LABEL_WIDTH) -> str:
    """Break a text into lines, safe to show."""
    lines = textwrap.wrap(text, width) or [text]
    return "<br>".join(html.escape(each, quote=False) for each in lines)


def row_height(labels: Iterable[str]) -> int:
    """Pixels that a row needs for the longest of its labels."""
    return max(40, 12 + LINE * max(1 + each.count("<br>") for each in labels))


def short(name: str, words: int) -> str:
    """Return the first words of a name, for titles."""
    parts = name.split()
    return name if len(parts) <= words else " ".join(parts[:words]).rstrip(",:;") + "…"


def tidy(values: Iterable[float]) -> list[float]:
    """Round to what the eye can see; the browser gets small text."""
    return [float(f"{value:.{FIGURES}g}") for value in values]


def table_of(columns: dict[str, Iterable[Any]]) -> pd.DataFrame:
    """Make the table of the numbers shown; units are in the names of its columns."""
    return pd.DataFrame({name: list(values) for name, values in columns.items()})
