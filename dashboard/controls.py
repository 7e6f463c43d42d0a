"""A term or a number of the dataset as widgets: a box and a slider in step, bounds, source, reset.

The study is the only truth: every run sets the widgets to it before they are drawn, and a change
goes to the study first.
"""

import math
from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import compute, edits, sentences, state, text
from dashboard.views import parts
from models import STRUCTURES, Deal, Parameter, Term, partner_choices

WHOLE = 1.0  # no share is above it


def terms(deal: Deal) -> None:
    """Draw all terms of a deal, group by group; closed groups cost nothing."""
    usual = _usual(deal)
    groups = list(dict.fromkeys(term.group for term in STRUCTURES[deal.structure].terms))
    for group in groups:
        members = [term for term in STRUCTURES[deal.structure].terms if term.group == group]
        # The label never changes: a new label is a new expander, which takes the focus away.
        key = f"group_{deal.structure}_{group}"
        opened = st.expander(group, group == groups[0], key=key, on_change="rerun")
        if opened.open:
            with opened:
                for term in members:
                    _term(deal, term, usual[term.name])


def partner(deal: Deal) -> None:
    """Choose the partner; those linked with this structure in public come first."""
    if STRUCTURES[deal.structure].is_baseline:
        return
    known = compute.dataset().partners
    eligible = partner_choices(compute.dataset())
    linked = [key for key in eligible if deal.structure in known[key].structures]
    others = [key for key in eligible if key not in linked]

    def named(key: str) -> str:
        place = f"{known[key].company}, {text.label(known[key].country)}"
        return place if key in linked else f"{place} · not linked with this structure in public"

    key = f"partner_{deal.name}"
    change = (_partnered, deal.name)
    spec = {"options": [*linked, *others], "format_func": named}
    _single(st.selectbox, key, "Partner", deal.partner, spec, change)
    chosen = known[deal.partner]
    told = "; ".join(filter(None, (chosen.role, chosen.stance_on_india)))
    cited = "; ".join(parts.citations(chosen.source.split("|")))
    parts.small(f"{parts.literal(told)} {parts.badge(chosen.grade)}", help=cited)


def changed_terms(deal: Deal) -> dict[str, Any]:
    """Terms that differ from the ready-made deal, with their usual values."""
    given = deal.terms.model_dump()
    return {name: value for name, value in _usual(deal).items() if given[name] != value}


def changed_groups(deal: Deal) -> list[str]:
    """Groups of terms in which something differs from the ready-made deal."""
    changed = changed_terms(deal)
    declared = STRUCTURES[deal.structure].terms
    return list(dict.fromkeys(term.group for term in declared if term.name in changed))


def weights() -> None:
    """Draw the weights of the three criteria, each as a box and a slider."""
    criteria = compute.dataset().criteria
    spec = {"min_value": 0.0, "max_value": 100.0, "step": 1.0}
    for column, (key, each) in zip(st.columns(len(criteria)), criteria.items(), strict=True):
        with column:
            label = f"Weight of {each.label.lower()}"
            value = getattr(state.study().weights, key)
            _pair(f"weight_{key}", label, value, spec, (_weighed, key))


def held_number(row: Parameter, value: float) -> None:
    """Draw a number of the dataset as a box, between its bounds."""
    unit = "" if row.unit == "1" else f", {row.unit}"
    label = f"Value for this study{unit}"
    bounded(row, value, f"override_{row.name}", label, (_overridden, row.name))


def bounded(row: Parameter, value: float, key: str, label: str, change: Any, **more: Any) -> None:
    """Draw a box for a value of a number of the dataset, between its bounds."""
    low, high = row.minimum, row.maximum
    spec = {"min_value": low, "max_value": high, "format": "%.6g", "step": _step(high - low)}
    spec |= {"help": f"From {low:g} to {high:g}. Held in every draw."} | more
    _single(st.number_input, key, label, min(max(value, low), high), spec, change)


def held_term(term: Term, value: Any, key: str, label: str, change: Any, **more: Any) -> None:
    """Draw one widget for the value of a term."""
    spec: dict[str, Any] = {"help": term.help} | more
    if term.kind == "flag":
        _single(st.toggle, key, label, value, spec, change)
    elif term.kind == "choice":
        spec |= {"options": list(term.options), "format_func": term.options.get}
        _single(st.selectbox, key, label, value, spec, change)
    else:
        spec |= {"min_value": term.low, "max_value": term.high}
        number = {"step": term.step, "format": "%.6g"}
        day = term.kind == "day"
        widget = st.date_input if day else st.number_input
        _single(widget, key, label, value, spec | ({} if day else number), change)


def _term(deal: Deal, term: Term, usual: Any) -> None:
    """Draw one term: its widgets, and the small line on where it comes from."""
    value = getattr(deal.terms, term.name)
    key = f"term_{deal.name}_{term.name}"
    differs = value != usual
    label = f"**● {term.label}**" if differs else term.label
    change = (_changed, deal.name, term.name)
    if term.kind == "number":
        bounds = {"min_value": term.low, "max_value": term.high, "step": term.step}
        _pair(key, _with_unit(label, term), value, bounds | {"help": term.help}, change)
    else:
        held_term(term, value, key, label, change)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        parts.small(_origin(term, usual, differs=differs), help=_citations(term), width="content")
        if differs:
            given = (deal.name, {term.name: usual})
            _reset_button("Reset", f"reset_{key}", given)


def _pair(key: str, label: str, value: float, spec: Mapping[str, Any], change: Any) -> None:
    """Draw a number as a box and a slider, side by side under one label."""
    st.markdown(label, help=spec.get("help"))
    hidden = {name: each for name, each in spec.items() if name != "help"}
    hidden |= {"label_visibility": "collapsed", "format": "%.6g"}
    percent = {"format": "percent"} if spec["max_value"] <= WHOLE else {}
    box, slider = st.columns([2, 3], vertical_alignment="center")
    with box:
        _single(st.number_input, f"{key}_box", label, value, hidden, change)
    with slider:
        _single(st.slider, f"{key}_slider", f"{label}, slider", value, hidden | percent, change)


def _single(
    widget: Any, key: str, label: str, value: Any, spec: Mapping[str, Any], change: Any
) -> None:
    """Draw a widget that shows a value of the study, and tells the study when it moves."""
    st.session_state[key] = value
    act, *given = change
    widget(label, key=key, on_change=act, args=(key, *given), **spec)


def _changed(key: str, deal_name: str, term_name: str) -> None:
    edits.change_terms(deal_name, **{term_name: st.session_state[key]})


def _partnered(key: str, deal_name: str) -> None:
    edits.change_partner(deal_name, st.session_state[key])


def _weighed(key: str, criterion: str) -> None:
    weights = state.study().weights.model_dump() | {criterion: st.session_state[key]}
    state.change(weights=weights)


def _overridden(key: str, name: str) -> None:
    edits.override(name, st.session_state[key])


def _reset(deal_name: str, usual: dict[str, Any]) -> None:
    edits.change_terms(deal_name, **usual)


def reset_all(deal: Deal) -> None:
    """Offer to set all terms back to those of the ready-made deal."""
    _reset_button("Reset all terms", "reset_all", (deal.name, changed_terms(deal)))


def _reset_button(label: str, key: str, given: tuple[str, dict[str, Any]]) -> None:
    icon = ":material/undo:"
    st.button(label, key=key, type="tertiary", icon=icon, on_click=_reset, args=given)


def _usual(deal: Deal) -> dict[str, Any]:
    model = STRUCTURES[deal.structure].terms_model
    return model.model_validate(dict(edits.usual_terms(deal).terms)).model_dump()


def _with_unit(label: str, term: Term) -> str:
    unit = parts.unit_words(term.unit)
    return f"{label} ({unit})" if unit else label


def _origin(term: Term, usual: Any, *, differs: bool) -> str:
    """Say in one line what is usual, what is possible, and where it comes from."""
    money = parts.money()
    default = text.display(usual, term.unit, money, term.options)
    ends = (text.display(each, term.unit, money) for each in (term.low, term.high))
    span = "" if term.kind in {"flag", "choice"} else f" · {' to '.join(ends)}"
    mark = "changed · " if differs else ""
    line = f"{mark}default {default}{span} · {term.source.replace('|', ', ')}"
    return f"{parts.literal(line)} {parts.badge(term.grade)}"


def _citations(term: Term) -> str:
    known = compute.dataset().sources
    cited = [known[key].citation for key in term.source.split("|") if key in known]
    return parts.literal("; ".join([*cited, f"Grade {term.grade}: {sentences.GRADES[term.grade]}"]))


def _step(span: float) -> float:
    """Step of a box: about a hundredth of the span, round."""
    return float(10.0 ** math.floor(math.log10(span / 20.0))) if span > 0 else 1.0
