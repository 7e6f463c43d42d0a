"""Differences in words: "IREL's equity 51 % → 26 %", and many of them in one line."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from dashboard import text
from dashboard.share.difference import Difference, Kind
from dashboard.share.differences import STUDY
from dashboard.share.digits import ARROW, arrow, written
from dashboard.share.world_differences import OWN_WORLDS
from models import STRUCTURES, Deal

Labels = Mapping[str, str]  # what a key is called, such as that of a partner
NO_LABELS: Labels = MappingProxyType({})
OF_DEALS = frozenset({"name", "deal", "partner", "term"})
NAMED = frozenset({"name", "deal", "thing", "thing name"})  # their words name what it is
COUNTRIES = ("China", "Chinese", "India", "Japan", "Korea")  # these keep their capital
DATA, NOT_HELD, AS_AGREED, EVENLY = " (data)", "as in the data", "as agreed", "valued evenly"


def in_words(difference: Difference, money: text.Money, labels: Labels = NO_LABELS) -> str:
    """Say where and what: "Joint venture: IREL's equity 51 % → 26 %"."""
    what = said(difference, money, labels)
    colon = "," if difference.options else ":"  # a choice has a colon of its own
    return what if difference.kind in NAMED else f"{difference.where}{colon} {what}"


def said(difference: Difference, money: text.Money, labels: Labels = NO_LABELS) -> str:
    """Say what differs, but not where."""
    return SAID[difference.kind](difference, money, labels)


def headline(
    differences: Sequence[Difference],
    money: text.Money,
    most: int = 3,
    labels: Labels = NO_LABELS,
) -> str:
    """Say in one line what differs, and where if it is not the only deal or the study itself."""
    deals = {each.where for each in differences if each.kind in OF_DEALS}
    place, parts = (True, *deals) if len(deals) == 1 else (False, STUDY), []
    for each in differences[:most]:
        known, place = place, (each.kind in OF_DEALS, each.where)
        parts.append((said if place == known else in_words)(each, money, labels))
    left = len(differences) - most
    return "; ".join([*parts, *[f"and {left} more"] * (left > 0)]) or "no difference"


def running(label: str) -> str:
    """Write a label as inside a sentence: names and symbols keep their capitals."""
    first = label.partition(" ")[0]
    kept = first.startswith(COUNTRIES) or first[1:] != first[1:].lower()
    return label if kept else label[:1].lower() + label[1:]


def _deal(difference: Difference, _: text.Money, __: Labels) -> str:
    deal = difference.before or difference.after
    kind = f" ({STRUCTURES[deal.structure].title})" if isinstance(deal, Deal) else ""
    return f"{difference.where} {'added' if difference.before is None else 'removed'}{kind}"


def _name(difference: Difference, _: text.Money, __: Labels) -> str:
    return f"renamed {difference.before} {ARROW} {difference.after}"


def _partner(difference: Difference, _: text.Money, labels: Labels) -> str:
    keys = map(str, (difference.before, difference.after))
    was, now = (labels.get(key, text.label(key)) or "none" for key in keys)
    return f"partner {was} {ARROW} {now}"


def _value(difference: Difference, money: text.Money, _: Labels) -> str:
    what, was, now = running(difference.what), difference.before, difference.after
    if isinstance(was, float | int | datetime.date) and isinstance(
        now, float | int | datetime.date
    ):
        return f"{what} {arrow(was, now, difference.unit, money)}"
    was, now = (f"“{each}”" if each else "none" for each in (was, now))
    return f"{what} {was} {ARROW} {now}"


def _term(difference: Difference, money: text.Money, labels: Labels) -> str:
    """Write a term; of a choice the labels: "price basis: import parity → cost plus"."""
    if not difference.options:
        return _value(difference, money, labels)
    sides = (str(each) for each in (difference.before, difference.after))
    was, now = (running(difference.options.get(each, each)) for each in sides)
    return f"{running(difference.what)}: {was} {ARROW} {now}"


def _number(difference: Difference, money: text.Money, _: Labels) -> str:
    """Write a number of the dataset; where a side does not hold it, with the dataset's value."""
    what, unit, usual = running(difference.what), difference.unit, difference.usual
    sides = difference.before, difference.after
    held = [each if isinstance(each, float) else usual for each in sides]
    notes = tuple("" if isinstance(each, float) else DATA for each in sides)
    if held[0] is not None and held[1] is not None:
        return f"{what} {arrow(held[0], held[1], unit, money, (notes[0], notes[1]))}"
    shown = (NOT_HELD if each is None else written(each, unit, money) for each in held)
    return f"{what} {f' {ARROW} '.join(shown)}"


def _thing(difference: Difference, _: text.Money, __: Labels) -> str:
    """Say that a world or a person came or went."""
    came = "added" if difference.before is None else "removed"
    return f"{_kind(difference)} “{difference.what}” {came}"


def _thing_name(difference: Difference, _: text.Money, __: Labels) -> str:
    return f"{_kind(difference)} “{difference.before}” renamed “{difference.after}”"


def _kind(difference: Difference) -> str:
    return "world" if difference.where == OWN_WORLDS else "weights of"


def _held_term(difference: Difference, money: text.Money, labels: Labels) -> str:
    """Write a term that a world holds; one that it does not hold is as agreed in each deal."""
    sides = difference.before, difference.after
    if None not in sides:
        return _term(difference, money, labels)
    unit, options = difference.unit, difference.options
    was, now = (AS_AGREED if x is None else _option(x, unit, options, money) for x in sides)
    return f"{running(difference.what)}{':' * bool(options)} {was} {ARROW} {now}"


def _option(value: Any, unit: str, options: Mapping[str, str], money: text.Money) -> str:
    if isinstance(value, str):
        return running(options.get(value, value))
    return written(value, unit, money)


def _half_way(difference: Difference, money: text.Money, _: Labels) -> str:
    """Write at which amount a criterion is worth half."""
    was, now = difference.before, difference.after
    what = running(difference.what)
    if isinstance(was, float) and isinstance(now, float):
        return f"{what} worth half at {arrow(was, now, difference.unit, money)}"
    shown = (
        f"worth half at {written(each, difference.unit, money)}"
        if isinstance(each, float)
        else EVENLY
        for each in (was, now)
    )
    return f"{what} {f' {ARROW} '.join(shown)}"


def _order(difference: Difference, _: text.Money, __: Labels) -> str:
    sides = (difference.before, difference.after)
    was, now = (" · ".join(each) if isinstance(each, tuple) else "" for each in sides)
    return f"order of deals {was} {ARROW} {now}"


def _mark(difference: Difference, _: text.Money, labels: Labels) -> str:
    was, now = difference.before, difference.after
    if not isinstance(was, tuple) or not isinstance(now, tuple):
        return f"{running(difference.what)} {_shown(bool(now))}"
    hidden = [_called(each, labels) for each in now if each not in was]
    again = [_called(each, labels) for each in was if each not in now]
    lists = ((hidden, _shown(marked=True)), (again, _shown(marked=False)))
    return ", ".join(f"{text.listed(names)} {how}" for names, how in lists if names)


def _deal_mark(difference: Difference, _: text.Money, __: Labels) -> str:
    return f"{difference.what} {_shown(bool(difference.after))}"


def _shown(marked: bool) -> str:
    return "left out" if marked else "shown again"


def _called(key: str, labels: Labels) -> str:
    """Name a term or a result; a term may be called otherwise in another structure."""
    if key in labels:
        return labels[key]
    terms = (term.label for each in STRUCTURES.values() for term in each.terms if term.name == key)
    return " or ".join(map(running, dict.fromkeys(terms))) or running(text.label(key))


SAID: Mapping[Kind, Callable[[Difference, text.Money, Labels], str]] = MappingProxyType(
    {
        "deal": _deal,
        "name": _name,
        "partner": _partner,
        "term": _term,
        "number": _number,
        "field": _value,
        "order": _order,
        "mark": _mark,
        "deal mark": _deal_mark,
        "thing": _thing,
        "thing name": _thing_name,
        "held term": _held_term,
        "half way": _half_way,
    }
)
