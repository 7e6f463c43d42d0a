"""The dated events of the dataset, what they say of hazards, and what that does to a study."""

import math
from dataclasses import replace

import pytest

from models import default_study, evaluate, load_dataset
from models.analysis import fading
from models.analysis.calibration import licence, rate
from models.analysis.dated_events import ENDS, FADINGS, held_at, moment, record

DATASET = load_dataset()
STUDY = default_study({key: each.weight for key, each in DATASET.criteria.items()})
STUDY = STUDY.changed(draws=400)
USUAL = record(DATASET, {})
JAPAN, INDIA, LIGHT = "china_japan_heavy", "china_india_heavy", "china_india_light"
EVENTS = {  # of the table of the design: start, end ("" if open), days of a full stop
    "E01": ("2010-07", "2014-12", None),
    "E02": ("2010-09-21", "2010-11-20", 60.0),
    "E08": ("2025-04-04", "2025-07", 49.1),
    "E09": ("2025-04-04", "2025-12", 209.0),
    "E06": ("2023-12-21", "", None),
    "E13": ("2025-10-09", "2025-11-07", None),
    "E15": ("2026-01-06", "", 118.0),
    "E12": ("2025-06", "", None),
    "E14": ("2025-10", "2025-12", None),
}


@pytest.mark.parametrize("key", EVENTS)
def test_every_event_of_the_history_is_there(key: str) -> None:
    start, end, days = EVENTS[key]
    row = next(each for each in DATASET.events if each.key == key)
    assert row.start == start
    assert row.end == end if end else row.end.startswith("open")
    assert row.days == days
    assert row.severity_mode is not None


def test_dates_that_are_known_to_the_day_have_the_length_between_them() -> None:
    row = next(each for each in DATASET.events if each.key == "E02")
    assert row.days == pytest.approx(365.0 * (moment(row.end) - moment(row.start)))


@pytest.mark.parametrize(
    ("key", "events"),
    [
        (INDIA, ["E09"]),
        (LIGHT, ["E08"]),
        (JAPAN, ["E02", "E08", "E15"]),
        ("china_korea_heavy", ["E08"]),
        ("india_export_stop", ["E12"]),
        ("technology_embargo", ["E13"]),
    ],
)
def test_hazards_have_their_events(key: str, events: list[str]) -> None:
    assert [each.row.key for each in USUAL.hazards[key].events] == events


def test_dates() -> None:
    assert moment("2010") == 2010.0
    assert moment("2025-07") == pytest.approx(2025.0 + 181.0 / 365.0)
    assert moment("2024-12-31") == pytest.approx(2024.0 + 365.0 / 366.0)


def test_without_fading_every_event_of_the_window_counts_whole() -> None:
    assert USUAL.hazards[INDIA].rate(None).mean == pytest.approx(1.5 / 20.0)
    assert USUAL.hazards[JAPAN].rate(None).mean == pytest.approx(3.5 / 20.0)
    shorter = record(DATASET, {"record_years": 10.0})
    assert [each.row.key for each in shorter.hazards[JAPAN].events] == ["E08", "E15"]
    assert shorter.hazards[JAPAN].rate(None).mean == pytest.approx(2.5 / 10.0)


def test_a_rate_of_february_is_the_one_of_the_design() -> None:
    """The design counts ages of 15.4, 0.9 and 0.1 years: the record of mid-February 2026."""
    ages = [2026.118 - each.start for each in USUAL.hazards[JAPAN].events]
    assert [round(age, 1) for age in ages] == [15.4, 0.9, 0.1]
    assert rate(ages, 20.0, 5.0).mean == pytest.approx(0.3678, abs=0.002)


@pytest.mark.parametrize("key", USUAL.hazards)
def test_rates_of_the_dataset_lie_beyond_those_without_fading(key: str) -> None:
    """Every such rate of the dataset is what some half-life gives, and is a PERT law."""
    seen = USUAL.hazards[key]
    assert seen.used.distribution == "pert"
    assert seen.mean > seen.rate(None).mean
    assert seen.alike is not None
    assert 3.0 < seen.alike < 20.0
    assert seen.rate(seen.alike).mean == pytest.approx(seen.mean, rel=0.01)
    low, high = seen.ends
    assert seen.used.low < low < seen.mean < high < seen.used.high


def test_the_open_stop_lengthens_the_law() -> None:
    assert USUAL.length is not None
    assert (USUAL.length.closed, USUAL.length.open) == (3, 1)
    assert USUAL.length.mean > 115.76


def test_a_part_of_supply_is_lost_for_longer() -> None:
    known, share = USUAL.length, USUAL.number(f"{LIGHT}_severity")
    assert known is not None
    held = USUAL.lengths()[f"{LIGHT}_duration"]
    assert held * share == pytest.approx(known.mean, rel=0.005)
    assert "india_export_stop_duration" not in USUAL.lengths()


@pytest.mark.parametrize("share", [0.0, 0.01])
def test_a_hazard_that_takes_nothing_has_no_length(share: float) -> None:
    held = record(DATASET, {f"{LIGHT}_severity": share})
    assert held.lengths().keys() == USUAL.lengths().keys() - {f"{LIGHT}_duration"}


def test_a_stop_that_cannot_have_lasted_is_over() -> None:
    short = record(DATASET, {f"{JAPAN}_duration": 1.0, "disruption_spread": 0.1})
    assert short.still(JAPAN, 1.0) == 0.0


def test_numbers_held_are_seen_as_the_rates_of_their_fading() -> None:
    for half_life in FADINGS:
        assert held_at(USUAL, USUAL.rates(half_life)) == (half_life,)
    assert held_at(USUAL, {}) == ()


def test_a_licence_is_open_licensed_or_stopped() -> None:
    """One stop of one regime: 1.5 / 2 of the licensing; licensing of three months lets 0.49 by."""
    known = USUAL.length
    assert known is not None
    by_hand = licence(0.075, 4.0, 0.75 * 4.0, 365.0 / known.mean, 0.49)
    assert fading.licensing(USUAL) == (3.0, 0.49)
    assert fading.licence(USUAL, INDIA, None) == by_hand
    assert fading.licence(USUAL, "india_export_stop", None) is None
    mean, lost = USUAL.number(f"{INDIA}_duration") / 365.0, USUAL.number(f"{INDIA}_severity")
    often = USUAL.hazards[INDIA].mean
    assert USUAL.usual(INDIA) == pytest.approx(1.0 - lost * often * mean / (1.0 + often * mean))


def test_what_goes_on_today_is_forgotten_by_the_start_of_a_deal() -> None:
    assert USUAL.going_on.keys() == {JAPAN, "india_export_stop"}
    usual = USUAL.down(JAPAN, 0.0, None)
    mean, often = USUAL.number(f"{JAPAN}_duration") / 365.0, USUAL.hazards[JAPAN].mean
    gone = math.exp(-(often + 1.0 / mean) * 2.5)
    assert USUAL.down(JAPAN, 2.5, 1.0) == pytest.approx(usual + (1.0 - usual) * gone)
    assert USUAL.still(JAPAN, 0.0) == 1.0
    chances = [USUAL.still(JAPAN, after) for after in (0.5, 1.0, 2.5, 5.0)]
    assert chances == sorted(chances, reverse=True)
    assert chances[-1] < 0.01


def test_only_hazards_that_reach_a_deal_are_told_of_its_start() -> None:
    found = evaluate(STUDY, DATASET)
    told = {
        name: {each.hazard for each in fading.today(STUDY, DATASET, USUAL, outcome)}
        for name, outcome in found.outcomes.items()
    }
    transfer, venture, plant, tolling, importing = told
    assert told[transfer] == told[importing] == set()
    assert told[venture] == told[plant] == {JAPAN}
    assert told[tolling] == {JAPAN, "india_export_stop"}
    (stop,) = fading.today(STUDY, DATASET, USUAL, found.outcomes[venture])
    assert stop.after > 4.0
    assert stop.usual < stop.known
    assert 0.0 < stop.change < 0.01
    assert 0.0 < stop.lasting < stop.known - stop.usual


def test_what_lasts_of_today_is_the_mean_over_ten_years() -> None:
    """Ten years of months, one by one, against the closed form."""
    known = fading.Today(JAPAN, USUAL.going_on[JAPAN], 0.5, 0.0, 0.0, 0.0, USUAL.forgetting(JAPAN))
    usual = USUAL.down(JAPAN, 0.5, None)
    at_start = replace(known, usual=usual, known=USUAL.down(JAPAN, 0.5, 1.0))
    steps = [0.5 + (month + 0.5) / 1200.0 for month in range(12_000)]
    mean = sum(USUAL.down(JAPAN, each, 1.0) - usual for each in steps) / len(steps)
    assert at_start.lasting == pytest.approx(mean, rel=1e-3)


def test_both_ends_change_what_is_served() -> None:
    found = {}
    for end in ENDS:
        held = fading.numbers(USUAL, end, lengths=False)
        found[end] = fading.served(evaluate(fading.holding(STUDY, held), DATASET))
    slow, fast = found.values()
    assert all(slow.unserved[name] < fast.unserved[name] for name in slow.unserved)
    for each in found.values():
        assert each.place(each.best) == 1
        assert each.unserved[each.best] == min(each.unserved.values())


def test_a_single_deal_is_its_own_second() -> None:
    outcome = evaluate(STUDY, DATASET)
    name = STUDY.deals[0].name
    alone = fading.served(replace(outcome, outcomes={name: outcome.outcomes[name]}))
    assert (alone.best, alone.second, alone.apart) == (name, name, False)
