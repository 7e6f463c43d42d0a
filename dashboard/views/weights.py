"""The weights: moved one by one, how sure they are, and begun from a ranking or from judgements."""

from typing import Any

import streamlit as st

from dashboard import compute, controls, standing_words, state, text, weighed
from dashboard.views import bends, parts
from models import (
    CONSISTENT,
    SPREADS,
    Judged,
    judgement_matrix,
    pairwise_weights,
    rank_order_centroid,
)

HOW_SURE = "How sure are you of these weights?"
ABOUT_SURE = (
    "Each future draws its own weights around yours. A weight of one half then lies within {words}."
)
RANKED = "Put the criteria in order, by which improvement from worst to best you want most."
JUDGED = (
    "How many times as important is the one as the other (1 to 9; below 1: less important)? From "
    "AHP, with its consistency."
)
PLACES = ("1st", "2nd", "3rd")
SCALE = {"min_value": 0.1, "max_value": 9.0, "step": 0.5, "format": "%.3g"}
HUNDRED = 100.0
WHOLE = 1  # digits of a weight that is put in


def draw() -> None:
    """Draw all that says what the reader wants."""
    controls.weights()
    study = state.study()
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    with left:
        st.session_state["certainty"] = study.certainty
        st.segmented_control(
            HOW_SURE,
            list(SPREADS),
            key="certainty",
            required=True,
            help=_about_sure(),
            on_change=_sure,
        )
    with right, st.popover("Set weights another way", icon=":material/tune:"):
        _ranking()
        st.divider()
        _judgements()
    parts.small(parts.literal(standing_words.prices(weighed.standing(study), parts.money())))
    bends.draw()


def _about_sure() -> str:
    words = (f"± {HUNDRED * spread:.0f} points ({word})" for word, spread in SPREADS.items())
    return ABOUT_SURE.format(words=", ".join(words))


def _sure() -> None:
    state.change(certainty=st.session_state["certainty"])


def _ranking() -> None:
    """Weights from an order alone."""
    st.markdown("**From a ranking**")
    parts.small(RANKED)
    keys = list(compute.dataset().criteria)
    weights = state.study().weights.shares()
    usual = sorted(keys, key=lambda key: -weights[key])
    chosen = []
    for place, (column, key) in enumerate(zip(st.columns(len(keys)), usual, strict=True)):
        label, name = PLACES[place], f"ranked_{place}"
        told = column.selectbox(label, keys, keys.index(key), key=name, format_func=text.label)
        chosen.append(told)
    whole = len(set(chosen)) == len(keys)
    if not whole:
        parts.small("Name each criterion once.")
    st.button("Use this ranking", disabled=not whole, on_click=_use_ranking, args=(chosen,))


def _use_ranking(order: list[str]) -> None:
    _put(rank_order_centroid({key: place for place, key in enumerate(order, start=1)}))


def _judgements() -> None:
    """Weights from pairwise judgements, with their consistency."""
    st.markdown("**From pairwise judgements**")
    parts.small(JUDGED)
    keys = list(compute.dataset().criteria)
    above = []
    for row, first in enumerate(keys[:-1]):
        others = keys[row + 1 :]
        columns = zip(st.columns(len(keys) - 1), others, strict=False)
        above.append([_judgement(column, first, second) for column, second in columns])
    found = pairwise_weights(judgement_matrix(above))
    shares = dict(zip(keys, map(float, found.weights), strict=True))
    told = ", ".join(
        f"{text.label(key).lower()} {text.share(each)}" for key, each in shares.items()
    )
    parts.small(f"Weights: {told}. Consistency ratio {abs(found.ratio):.2f}.")
    _warning(found)
    st.button("Use these judgements", on_click=_put, args=(shares,))


def _judgement(column: Any, first: str, second: str) -> float:
    label = f"{text.label(first)} over {text.label(second).lower()}"
    return float(column.number_input(label, value=1.0, key=f"judged_{first}_{second}", **SCALE))


def _warning(found: Judged) -> None:
    if not found.consistent:
        st.warning(
            f"These judgements contradict each other: their ratio is above {CONSISTENT:g}. Look at "
            "them again before you use them.",
            icon=":material/warning:",
        )


def _put(shares: dict[str, float]) -> None:
    """Take shares over as points of a hundred."""
    state.change(weights={key: round(HUNDRED * each, WHOLE) for key, each in shares.items()})
