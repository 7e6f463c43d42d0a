"""What a criterion is worth between its ends: evenly, or with the amount that is worth half."""

import streamlit as st

from dashboard import compute, state, text
from dashboard.views import parts
from models import Criterion, limits

TITLE = "What is worth half"
ABOUT = (
    "Between its two ends a criterion counts evenly: the same step is worth the same everywhere. "
    "If it does not for you, say which amount lies half way in value: the step from the worst end "
    "to it then counts as much as the step from it to the best."
)
PERCENT = "%"


def draw() -> None:
    """Draw one choice for each criterion."""
    half_way = state.study().half_way
    opened = st.expander(TITLE, key="bends", on_change="rerun")
    if not opened.open:
        return
    with opened:
        parts.small(ABOUT)
        criteria = compute.dataset().criteria
        for column, (key, each) in zip(st.columns(len(criteria)), criteria.items(), strict=True):
            with column:
                _one(key, each, half_way.get(key))


def _one(key: str, criterion: Criterion, half: float | None) -> None:
    """Draw how a criterion is valued, and from where to where."""
    name = f"bent_{key}"
    st.session_state[name] = half is not None
    label = f"{criterion.label}: not evenly"
    st.toggle(label, key=name, on_change=_switched, args=(name, key))
    worst, best, middle = (
        text.display(each, criterion.unit, parts.money())
        for each in (criterion.worst, criterion.best, (criterion.worst + criterion.best) / 2.0)
    )
    if half is None:
        told = f"{worst} is worth nothing, {middle} half, {best} all"
        parts.small(parts.literal(told))
        return
    _amount(key, criterion, half)
    parts.small(
        parts.literal(f"{worst} is worth nothing, {best} all; evenly {middle} would be half")
    )


def _amount(key: str, criterion: Criterion, half: float) -> None:
    """Draw the box for the amount that is worth half; shares are in percent."""
    scale, unit = _shown(criterion)
    low, high = (round(scale * each, 6) for each in limits(criterion))
    name = f"half_{key}"
    st.session_state[name] = min(max(round(scale * half, 6), low), high)
    st.number_input(
        f"{criterion.label} worth half ({unit})",
        min_value=low,
        max_value=high,
        step=1.0,
        format="%.6g",
        key=name,
        on_change=_bent,
        args=(name, key),
        help=f"From {low:g} to {high:g} {unit}",
    )


def _shown(criterion: Criterion) -> tuple[float, str]:
    return (
        (text.PERCENT, PERCENT)
        if criterion.unit == "1"
        else (1.0, parts.unit_words(criterion.unit))
    )


def _switched(name: str, key: str) -> None:
    """Begin half way between the ends, which changes no score, or go back to it."""
    criterion = compute.dataset().criteria[key]
    held = {each: half for each, half in state.study().half_way.items() if each != key}
    if st.session_state[name]:
        held[key] = (criterion.worst + criterion.best) / 2.0
    state.change(half_way=held)


def _bent(name: str, key: str) -> None:
    scale, _ = _shown(compute.dataset().criteria[key])
    half = round(st.session_state[name] / scale, 9)
    state.change(half_way={**state.study().half_way, key: half})
