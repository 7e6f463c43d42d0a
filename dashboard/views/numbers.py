"""The numbers of the dataset as the Data page needs them: found, filtered and written out."""

import datetime
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import compute, sentences, state, text
from dashboard.views import parts
from models import STRUCTURES, Parameter, Term

TOPICS: Mapping[str, str] = MappingProxyType(  # patterns of keys
    {
        "Oxide and IREL": "irel|oxide|scheme|stock_release|swarf|demand",
        "Prices": "price|premium|freight|fee$|duty|insurance|conversion|consumables",
        "Magnets and yields": "fraction|dysprosium_|terbium_|yield|neodymium",
        "Plant and labour": "capital|labour|power|energy|wage|overhead|maintenance|utilisation|"
        "reference_capacity|scale_exponent|chinese_equipment|training|support|block|renewal|salvage",
        "Partners": "partner|asking|service_cost",
        "Loan, tax and returns": "_rate_|rupee|return|inflation|withholding|tax|loan_|depreciation|"
        "loss_years|mid_year|buildings_share|premium",
        "Scheme and approvals": "scheme|award|incentive|subsidy|board_|cabinet|net_worth",
        "Time": "_duration$|stall|delay|_time|_years$|_slip$|outside_view|plant_rank|repeat_share",
        "What can go wrong": "_(rate|severity)$|disruption|stall|outage|failed_",
    }
)
TABLES = (
    "partners",
    "plants",
    "prices",
    "policies",
    "trade",
    "countries",
    "precedents",
    "events",
    "article_claims",
    "stages",
    "hazards",
    "exposures",
    "criteria",
    "worlds",
)
SPREADS = MappingProxyType(
    {
        "fixed": "held at one value",
        "triangular": "triangular between low and high",
        "pert": "PERT between low and high, around the mode",
        "triangular_p10_p90": "triangular; low and high are P10 and P90",
        "uniform": "any value between low and high alike",
        "yearly_normal": "a standard normal shock in every year",
    }
)
COLUMNS = MappingProxyType(
    {
        "link": st.column_config.LinkColumn("link", display_text="open"),
        "number": st.column_config.TextColumn("number", width="large"),
        "source": st.column_config.TextColumn("source", width="medium"),
    }
)
ANY = "any"


def filtered() -> list[str]:
    """Draw the filters, and return the names of the numbers that pass."""
    rows = compute.dataset().parameters.values()
    with st.grid(5, min_column_width=120, vertical_alignment="bottom"):
        st.text_input("Search", type="search", key="search", placeholder="name, source, note")
        st.selectbox("Topic", [ANY, *TOPICS], key="topic")
        st.selectbox("Grade", [ANY, *sentences.GRADES], format_func=_grade, key="grade")
        st.selectbox("Unit", [ANY, *sorted({each.unit for each in rows})], key="unit")
        kinds = [ANY, *(key for key in STRUCTURES if any(each.structure == key for each in rows))]
        st.selectbox("Structure", kinds, format_func=_kind, key="structure")
    st.toggle("Only those changed for this study", key="only_changed")
    return filtered_names()


def filtered_names() -> list[str]:
    """Return the names of the numbers that pass the filters as they are set."""
    return [name for name, row in compute.dataset().parameters.items() if _passes(name, row)]


def table(names: list[str]) -> pd.DataFrame:
    """Write the numbers as a table."""
    return pd.DataFrame([_line(name) for name in names], columns=list(_line(_any_name())))


def terms() -> pd.DataFrame:
    """Write the terms of every structure as a table: default, range, source, grade and reason."""
    known = compute.dataset().sources
    lines = [
        {
            "structure": structure.title,
            "group": term.group,
            "term": term.label,
            "default": term.options.get(str(term.default), _plain(term.default)),
            "range": _range(term),
            "unit": parts.unit_words(term.unit) if term.kind == "number" else "",
            "grade": term.grade,
            "what it does, and why the default": term.help,
            "source": "; ".join(known[key].citation for key in term.source.split("|")),
        }
        for structure in STRUCTURES.values()
        for term in structure.terms
    ]
    return pd.DataFrame(lines)


def title(name: str) -> str:
    """Name a number; where it holds for one structure or country only, say so."""
    row = compute.dataset().parameters[name]
    place = [_kind(row.structure), text.label(row.country)]
    only = [each for each, given in zip(place, (row.structure, row.country), strict=True) if given]
    return " · ".join([row.label, *only])


def told(row: Parameter) -> str:
    """Say how a number is spread, and how far it may go."""
    rungs = f"{row.low:g}, {row.mode:g}, {row.high:g}" if row.low < row.high else f"{row.mode:g}"
    unit = "" if row.unit == "1" else f" {row.unit}"
    year = f", money of {row.currency_year}" if row.currency_year else ""
    dated = f", as of {row.as_of}" if row.as_of else ""
    return f"{rungs}{unit}: {SPREADS[row.distribution]}{year}{dated}. Name: {row.name}"


def provenance(row: Parameter) -> Iterator[str]:
    """Lines on where a number comes from, as Markdown."""
    yield from parts.citations(row.source.split("|"))
    if row.locator:
        yield f"Where in it: {parts.literal(row.locator)}"
    yield f"Grade {row.grade}: {sentences.GRADES[row.grade]}"
    if row.note:
        yield parts.literal(row.note)


def _range(term: Term) -> str:
    """Say what a term may be; of one that is agreed or not there is nothing to say."""
    if term.kind == "choice":
        return ", ".join(term.options.values())
    return "" if term.kind == "flag" else f"{_plain(term.low)} to {_plain(term.high)}"


def _plain(value: float | bool | str | datetime.date) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _line(name: str) -> dict[str, Any]:
    row, sources = compute.dataset().parameters[name], compute.dataset().sources
    held = state.study().world.overrides.get(name)
    cited = [sources[key] for key in row.source.split("|")]
    return {
        "changed": "" if held is None else f"● {held:g}",
        "number": title(name),
        "low": row.low,
        "mode": row.mode,
        "high": row.high,
        "unit": row.unit,
        "grade": row.grade,
        "source": "; ".join(each.citation for each in cited),
        "link": next((each.url for each in cited if each.url), ""),
        "where in it": row.locator,
        "note": row.note,
        "name": name,
    }


def _passes(name: str, row: Parameter) -> bool:
    asked = st.session_state
    words = asked.get("search", "").lower().split()
    told_of = " ".join((name, row.label, row.source, row.locator, row.note)).lower()
    topic, grade = asked.get("topic", ANY), asked.get("grade", ANY)
    return bool(
        all(word in told_of for word in words)
        and (topic == ANY or re.search(TOPICS[topic], row.key))
        and grade in (ANY, row.grade)
        and asked.get("unit", ANY) in (ANY, row.unit)
        and asked.get("structure", ANY) in (ANY, row.structure)
        and (not asked.get("only_changed") or name in state.study().world.overrides)
    )


def _any_name() -> str:
    return next(iter(compute.dataset().parameters))


def _grade(grade: str) -> str:
    return grade if grade == ANY else f"{grade}: {sentences.GRADES[grade]}"


def _kind(key: str) -> str:
    return STRUCTURES[key].title if key in STRUCTURES else key
