"""The tab How often of the Security page: both ends, and their numbers taken into the study."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import compute, edits, often_words
from dashboard.views import often
from models import dated_events, evaluate, fading
from tests.dashboard.visit import (
    TRANSFER,
    address_of,
    at,
    clicked,
    finished,
    study_of,
    visitor,
    words,
)

USUAL = compute.usual_study()
VENTURE, TOLLING, BASELINE = USUAL.deals[1].name, USUAL.deals[3].name, USUAL.baseline.name
KNOWN = dated_events.record(compute.today(), {})
RATES = {f"{key}_rate" for key in KNOWN.hazards}


def how_often(app: AppTest, deal: str = TRANSFER) -> AppTest:
    app.session_state[edits.CHOSEN] = deal
    app.session_state["security_tabs"] = "How often"
    return finished(at(app, "security"))


@pytest.mark.parametrize("deal", [each.name for each in USUAL.all_deals])
def test_it_is_drawn_for_every_structure(app: AppTest, deal: str) -> None:
    how_often(app, deal)
    assert not app.exception
    assert "How fast the past fades" in words(app)
    assert "A licence has three states" in [each.value for each in app.header]


def test_what_is_unserved_at_both_ends_is_what_the_study_gives(app: AppTest) -> None:
    how_often(app)
    shown = app.table[0].value
    for end in dated_events.ENDS:
        study = fading.holding(USUAL, KNOWN.rates(end))
        found = evaluate(study, compute.today()).outcomes[VENTURE]
        cell = shown[often_words.capital(end)].iloc[1].replace("*", "").partition(" ")[0]
        assert float(cell) == pytest.approx(100.0 * (1.0 - found.mean("supply_security")), rel=0.01)


def test_numbers_are_taken_marked_shared_and_given_back(app: AppTest) -> None:
    how_often(app)
    clicked(app, "Take these 6 numbers into the study")
    held = study_of(app).world.overrides
    assert held == KNOWN.rates(5.0)
    assert "holds these numbers" in words(app)
    assert any("6 numbers of the dataset changed" in each.label for each in app.get("page_link"))
    other = how_often(visitor(address_of(app)))
    assert study_of(other).world.overrides == held
    app.button("leave_rates").click().run()
    assert study_of(app).world.overrides == {}


def test_lengths_are_taken_only_if_asked_for(app: AppTest) -> None:
    how_often(app)
    finished(app.toggle(often.LENGTHS).set_value(True).run())
    assert "rates and lengths by the events" in words(app)
    clicked(app, "Take these 10 numbers into the study")
    held = study_of(app).world.overrides
    assert held.keys() == RATES | KNOWN.lengths().keys()


@pytest.mark.parametrize("life", dated_events.FADINGS)
def test_every_fading_can_be_chosen(app: AppTest, life: float | None) -> None:
    how_often(app)
    app.select_slider(often.LIFE).set_value(often_words.fading_name(life)).run()
    assert not app.exception
    columns = list(app.table[0].value.columns)
    assert often_words.capital(life) in columns
    assert len(columns) == len({None, *dated_events.ENDS, life}) + 1
    clicked(app, "Take these 6 numbers into the study")
    assert study_of(app).world.overrides == KNOWN.rates(life)


def test_rates_of_another_fading_are_told(app: AppTest) -> None:
    how_often(app)
    clicked(app, "Take these 6 numbers into the study")
    app.select_slider(often.LIFE).set_value(often_words.NO_FADING).run()
    assert "The study holds the rates by the events with a half\\-life of 5 years" in words(app)


def test_what_goes_on_today_is_told_where_it_reaches(app: AppTest) -> None:
    how_often(app, TOLLING)
    told = words(app)
    assert "has gone on since 6 January 2026" in told
    assert "has gone on since June 2025" in told
    how_often(app, BASELINE)
    assert f"No hazard that reaches {BASELINE}" in words(app).replace("\\", "")


def test_a_finding_says_whether_it_changes_the_first() -> None:
    slow = fading.Served({"A": 0.1, "B": 0.2, "M": 0.05}, "M", "A", apart=True)
    fast = fading.Served({"A": 0.1, "B": 0.2, "M": 0.3}, "A", "B", apart=False)
    same = often_words.finding({None: fast, 5.0: fast}, "M")
    assert same.startswith("How fast the past fades does not change which deal serves most: A.")
    assert same.endswith("Importing magnets stays at place 3 of 3.")
    told = often_words.finding({None: slow, 5.0: fast}, "M")
    assert (
        "changes which deal serves most: with no fading M; with a half-life of 5 years A." in told
    )
    assert "With a half-life of 5 years it is ahead of B by no more than the error" in told
    assert told.endswith("Importing magnets goes from place 1 to place 3 of 3.")


@pytest.mark.parametrize(
    ("date", "told"), [("2026-01-06", "6 January 2026"), ("2025-06", "June 2025"), ("2010", "2010")]
)
def test_dates_are_written_as_far_as_they_are_known(date: str, told: str) -> None:
    assert often_words.since(date) == told
