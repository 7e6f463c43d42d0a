"""What all pages share: the error boundary, charts with their numbers, names as plain text."""

import datetime
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
import streamlit as st

from dashboard import compute, drawings, links, once, opening, state, text, turns
from dashboard.charts import Chart, ghosted
from dashboard.live import live_plotly, server_path
from dashboard.share.faults import PLACE, DownError
from dashboard.tables import csv
from dashboard.text import UNIT_WORDS, Money, display
from models import MODEL_VERSION, ModelError, Problem, Study

MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&:])")
ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=[\w+-])(?=@)", re.IGNORECASE)
WORD_JOINER = "\u2060"  # has no width
NUMBER = re.compile(r"^[^\d]?[\d.,]+")
DEFINITION = "By definition."
BADGES = MappingProxyType({"A": "blue", "B": "blue", "C": "gray", "D": "orange"})
EVERY, DRAWN = 5, "drawn_again"  # seconds
USD, INR = "USD million", "₹ crore"


def money() -> Money:
    """Money in which the visitor reads."""
    rate = compute.dataset().parameters["rupee_rate_2025"].mode
    return Money("INR" if st.session_state.get("money") == INR else "USD", rate)


def root() -> str:
    """Return the address of the first page."""
    parts = urlsplit(st.context.url or "")
    return parts._replace(path=server_path(""), query="", fragment="").geturl()


def address() -> str:
    """Return the address that holds the whole study on screen, on the present page."""
    here = (st.context.url or "").partition("?")[0]
    query = {state.ADDRESS: once.packed(state.study())}
    chosen = {"money": INR} if st.session_state.get("money") == INR else {}
    return links.address(here, query | chosen)


def literal(said: str) -> str:
    """Return text that Markdown shows as it is: names come from links, too.

    What looks like an address becomes a link even between marks, so it is parted, unseen.
    """
    return MARKS.sub(r"\\\1", ADDRESS.sub(WORD_JOINER, said))


def when(moment: datetime.datetime) -> str:
    """Write a moment in the visitor's time zone."""
    return text.when(moment, st.context.timezone)


def spread(quantiles: Sequence[float], unit: str) -> str:
    """Write P50, and P10 to P90, in the visitor's money: 112 USD/kg (86.5 to 143)."""
    low, middle, high = (display(each, unit, money()) for each in quantiles)
    if low == high:
        return middle
    if len({NUMBER.sub("", each) for each in (low, middle, high)}) == 1:
        low, high = ("".join(NUMBER.findall(each)) for each in (low, high))
    return f"{middle} ({low} to {high})"


def small(said: str, **more: Any) -> None:
    """Write a small line; Streamlit's own captions are too pale to read."""
    st.markdown(f":small[{said}]", **more)


def small_lines(lines: Iterable[str]) -> None:
    """Write small lines close together."""
    st.markdown("  \n".join(f":small[{each}]" for each in lines))


def badge(grade: str) -> str:
    """Return the grade of a source as a small Markdown badge."""
    return f":{BADGES[grade]}-badge[grade {grade}]"


def unit_words(unit: str) -> str:
    """Name a unit in words; shares need none."""
    return UNIT_WORDS.get(unit, unit)


@contextmanager
def boundary() -> Iterator[None]:
    """Work in turn, and show what a reader can put right; anything else is a bug, for the log."""
    try:
        with turns.turn():
            yield
    except DownError as error:
        st.markdown("**The saved studies cannot be reached just now; nothing of yours is lost.**")
        list_problems(error.problems)
        try_again()
    except ModelError as error:
        show_problems(error.problems, key="boundary")


def try_again() -> None:
    """Try the whole page again every few seconds."""
    st.session_state[DRAWN] = True
    _again()


@st.fragment(run_every=EVERY)
def _again() -> None:
    if not st.session_state.pop(DRAWN, False):  # it was not drawn with its page: time has passed
        st.rerun()
    st.markdown(f"This page tries again every {EVERY} seconds, and goes on by itself.")


def part(function: Callable[..., None]) -> Callable[..., None]:
    """Make a part of a page that runs on its own, within the boundary."""

    @functools.wraps(function)
    def guarded(*given: object) -> None:
        with boundary():
            function(*given)

    return st.fragment(guarded)


def show_refusals(key: str = "page") -> None:
    """Say why the last change was refused, if it was."""
    if state.refusals():
        show_problems(state.refusals(), key)


def show_problems(problems: Iterable[Problem], key: str) -> None:
    """List where, what and how to put it right, and the way back if the study may be the reason."""
    found = tuple(problems)
    with st.container(border=True, key=f"problems_{key}"):
        st.markdown("**This did not work, and nothing of your study was lost.**")
        list_problems(found)
        if any(each.where != PLACE for each in found):
            st.button("Back to the default study", key=f"back_{key}", on_click=opening.start_over)


def list_problems(problems: Iterable[Problem]) -> None:
    """List where, what and how to put it right."""
    for each in problems:
        st.markdown(f"- **{literal(each.where)}**: {literal(each.what)}. {literal(each.fix)}.")


def draw(name: str, study: Study, *given: str, before: Study | None = None) -> None:
    """Draw a chart of a study, an earlier one faintly behind it, and below it its numbers.

    ``given`` is the deal of a chart of one deal, and what else the chart needs.
    """
    chart = drawings.chart(name, study, money(), *given)
    if before:
        chart = ghosted(chart, drawings.chart(name, before, money(), *given))
    show_chart(chart, f"{name}{bool(given) * '_of_deal'}")


def show_chart(chart: Chart, key: str) -> None:
    """Draw a chart, and below it its numbers."""
    live_plotly(chart, key)
    show_data(chart, key)


def show_data(chart: Chart, key: str) -> None:
    """Offer the numbers of a chart as a table and as a file."""
    if st.toggle("Show data", key=f"data_{key}"):
        st.dataframe(chart.table, hide_index=True, alt=f"Numbers of: {chart.title}")
        download(chart.table, key)


def browse(table: pd.DataFrame, key: str, row_height: int | None = None) -> None:
    """Show a table of the dataset, with a search and a file."""
    words = st.text_input("Search this table", type="search", key=f"search_{key}").lower().split()
    lines = [" ".join(map(str, line)).lower() for line in table.itertuples(index=False)]
    found = table[[all(word in line for word in words) for line in lines]]
    small(f"{len(found)} of {len(table)} lines")
    links = {"url": st.column_config.LinkColumn("url", display_text="open")}
    told = f"Table {key} of the dataset"
    st.dataframe(found, hide_index=True, column_config=links, row_height=row_height, alt=told)
    download(found, key)


def plain_table(table: pd.DataFrame) -> None:
    """Show a small table whose words are read as they are, and wrap."""
    st.table(table.astype(str).map(literal).rename(literal).rename(literal, axis=1))


def citations(sources: Iterable[str]) -> Iterator[str]:
    """Lines that cite sources by their keys, as Markdown."""
    known = compute.dataset().sources
    cited = [known[key] for key in sources if key in known]
    for each in cited:
        words = literal(f"{each.citation} ({each.publisher}, {each.published})")
        yield f"Source: [{words}]({each.url})" if each.url else f"Source: {words}"
    if not cited:
        yield DEFINITION


def download(table: pd.DataFrame, key: str) -> None:
    """Offer a table as a file that a spreadsheet opens."""
    st.download_button(
        "Download CSV",
        data=lambda: csv(table),
        file_name=f"lodestone_{key}.csv",
        mime="text/csv",
        key=f"csv_{key}",
        on_click="ignore",
    )


def foot() -> None:
    """End a page: the versions behind its numbers."""
    with st.container(key="foot"):
        small(f"Dataset {compute.dataset().version} · model {MODEL_VERSION}")
