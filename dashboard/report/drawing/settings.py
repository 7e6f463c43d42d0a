"""The plain data of a figure, to be read like the figure itself but many times as fast.

A setting that the figure does not make reads as None, a group of settings as an empty group.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard.charts.chart import Plain

if TYPE_CHECKING:
    import plotly.graph_objects as go

GROUPS = frozenset(
    {"marker", "line", "pattern", "error_x", "error_y", "title", "legend", "margin"}
    | {"font", "textfont", "insidetextfont", "outsidetextfont", "tickfont"}
)
LISTS = frozenset({"annotations", "shapes"})


class Settings:
    """Settings of a trace, an axis, a note or any group of them."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.__dict__.update({key: _read(key, each) for key, each in given.items()})

    def __getattr__(self, name: str) -> Any:
        """Read what the figure leaves open."""
        if name.startswith("__"):
            raise AttributeError(name)
        return Settings({}) if name in GROUPS else () if name in LISTS else None

    def changed(self, **settings: Any) -> "Settings":
        """The same settings, some of them other."""
        found = Settings({})
        found.__dict__.update(self.__dict__ | settings)
        return found


@dataclass(frozen=True)
class Figure:
    """Traces that can be seen, and layout."""

    data: tuple[Settings, ...]
    layout: Settings


def figure_of(drawn: "Plain | go.Figure") -> Figure:
    """Read the plain data of a figure, or what it was made from."""
    plain = drawn if isinstance(drawn, Plain) else Plain(**drawn.to_plotly_json())
    traces = (_counted(Settings(each)) for each in plain.data)
    seen = tuple(each for each in traces if each.visible in {None, True})
    return Figure(seen, Settings(plain.layout))


def _counted(trace: Settings) -> Settings:
    """A trace that gives values alone lies at 0, 1, 2, ..."""
    for here, there in (("x", "y"), ("y", "x")):
        if getattr(trace, here) is None and getattr(trace, there) is not None:
            setattr(trace, here, list(range(len(getattr(trace, there)))))
    return trace


def _read(key: str, given: Any) -> Any:
    if isinstance(given, dict):
        return Settings(given)
    if key in LISTS:
        return tuple(Settings(each) for each in given)
    return given
