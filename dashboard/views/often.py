"""How often: dated events, the rates they give at both ends of fading, and what that changes."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import compute, edits, looks, often_words, once, state, text
from dashboard.views import numbers, parts, working
from models import Deal, contest, dated_events, fading

LIFE, LENGTHS = "fading", "fading_lengths"
USUAL = dated_events.ENDS[-1]
Served = Mapping[float | None, fading.Served]


def draw(deal: Deal) -> None:
    """Draw the events, the rates they give, what these change, and what goes on today."""
    study, known = state.study(), looks.record(state.study())
    parts.small(parts.literal(often_words.INTRO))
    life = _life()
    name = often_words.fading_name(life)
    served = _served(known)
    if served:
        _finding(served)
    parts.draw("event_times", study, name)
    parts.small(parts.literal(often_words.times(known)))
    parts.draw("event_rates", study, name)
    parts.small(parts.literal(often_words.rates(known)))
    _changes(served, known, life)
    _today(deal, known)
    _licences(known, life)


def _life() -> float | None:
    """How fast the past fades, as chosen."""
    names = [often_words.fading_name(each) for each in dated_events.FADINGS]
    name = st.select_slider(
        "How fast the past fades",
        names,
        value=often_words.fading_name(USUAL),
        key=LIFE,
        width=600,
        help=often_words.FADING_HELP,
    )
    return often_words.half_life(name)


def _served(known: dated_events.Record) -> Served | None:
    """What is unserved with the rates of every fading; until it is known, how far it is."""
    study, lengths = once.unweighted(state.study()), _lengths(known)
    replaced = fading.numbers(known, USUAL, lengths=lengths)
    study = study.changed(world=study.world.without(*replaced))
    names = [each.name for each in study.all_deals]
    data, scored = compute.dataset(), compute.scored(study)
    of = contest(compute.evaluation(study), data, scored, names[0], names[-1])
    found: Served | None = working.answer("fading_lengths" if lengths else "fading", of)
    return found


def _lengths(known: dated_events.Record) -> bool:
    """Whether lengths are asked for, too."""
    return bool(known.lengths()) and bool(st.session_state.get(LENGTHS))


def _finding(served: Served) -> None:
    ends = {each: served[each] for each in dated_events.ENDS}
    with st.container(border=True, key="often_finding"):
        told = often_words.finding(ends, state.study().baseline.name)
        st.markdown(f"**{parts.literal(told)}**")


def _changes(served: Served | None, known: dated_events.Record, life: float | None) -> None:
    """List what each deal leaves unserved, and offer to take the numbers into the study."""
    st.header("What it changes")
    lengths = _lengths(known)
    if served:
        chosen = {each: served[each] for each in (*dated_events.ENDS, life)}
        st.table(_unserved(fading.served(compute.evaluation(state.study())), chosen))
        parts.small(parts.literal(often_words.both(lengths)))
    parts.small(parts.literal(often_words.lengths(known)))
    if known.lengths():
        st.toggle(often_words.LENGTHS, key=LENGTHS, help=often_words.LENGTHS_HELP)
    _taken(known, fading.numbers(known, life, lengths=lengths))


def _today(deal: Deal, known: dated_events.Record) -> None:
    st.header("What goes on today")
    data, outcome = compute.dataset(), compute.evaluation(state.study()).outcomes[deal.name]
    found = fading.today(state.study(), data, known, outcome)
    if not found:
        st.markdown(parts.literal(often_words.none_today(deal.name)))
    for each in found:
        st.markdown(parts.literal(often_words.today(each, deal.name, data)))
        row = each.event.row
        parts.small(f"{parts.literal(often_words.event(each))} {parts.badge(row.grade)}")
        parts.small_lines(parts.citations(row.source.split("|")))


def _taken(known: dated_events.Record, held: dict[str, float]) -> None:
    """Offer to take the numbers into the study, or to give them back."""
    overrides = state.study().world.overrides
    with st.container(horizontal=True, vertical_alignment="center"):
        if all(overrides.get(name) == value for name, value in held.items()):
            st.markdown(often_words.TAKEN, width="content")
            names = tuple(held)
            st.button("Undo", key="leave_rates", on_click=edits.undo_overrides, args=names)
            return
        st.button(
            often_words.take(held),
            key="take_rates",
            on_click=edits.hold,
            args=(held,),
            help=often_words.TAKE_HELP,
        )
        here = dated_events.held_at(known, overrides)
        if here:
            parts.small(parts.literal(often_words.held(here[0])), width="content")
    with st.expander("Which numbers it changes", key="which_rates"):
        st.table(_numbers(known, held))


def _numbers(known: dated_events.Record, held: dict[str, float]) -> pd.DataFrame:
    """List what would be held, beside what the study has."""
    lines = [
        {
            "Number": parts.literal(numbers.title(name)),
            "Unit": parts.unit_words(known.dataset.parameters[name].unit),
            "In the study, mean": text.number(known.number(name)),
            "By the events": text.number(value),
        }
        for name, value in held.items()
    ]
    return pd.DataFrame(lines).set_index("Number")


def _unserved(now: fading.Served, found: Served) -> pd.DataFrame:
    columns = {often_words.IN_USE: now}
    columns |= {often_words.capital(each): served for each, served in found.items()}
    lines = [
        {"Deal": parts.literal(name)}
        | {column: _share(each, name) for column, each in columns.items()}
        for name in now.unserved
    ]
    return pd.DataFrame(lines).set_index("Deal")


def _share(served: fading.Served, name: str) -> str:
    said = text.share(served.unserved[name])
    return f"**{said}** · serves most" if name == served.best else said


def _licences(known: dated_events.Record, life: float | None) -> None:
    """List what the three states of a licence let pass, beside the two that the study uses."""
    found = {key: fading.licence(known, key, life) for key in known.hazards}
    lines = [
        {
            "Licence": parts.literal(known.hazards[key].label),
            "Open": _unbroken(each.free),
            "Licensed": _unbroken(each.licensed),
            "Stopped": _unbroken(each.stopped),
            "Passes on average": _unbroken(each.throughput),
            "With the study's two states": _unbroken(known.usual(key)),
        }
        for key, each in found.items()
        if each
    ]
    milder = fading.licensing(known)
    if lines and milder:
        st.header("A licence has three states")
        st.table(pd.DataFrame(lines).set_index("Licence"))
        parts.small(parts.literal(often_words.licences(*milder)))


def _unbroken(share: float) -> str:
    """Write a share that stays on one line of a narrow cell."""
    return text.share(share).replace(" ", "\N{NO-BREAK SPACE}")
