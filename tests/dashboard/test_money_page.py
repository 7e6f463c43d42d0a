"""The Money page: every structure, every tab, and what does not apply; without a browser."""

import itertools

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import compute, edits, looks
from tests.dashboard.visit import TRANSFER, VENTURE, at, words

TABS = ("Parties", "Cost", "Cash by year", "Sources and uses")
TABS += ("Loan", "Statements", "Bridge", "Room to agree", "Who pays whom")
DEALS = [deal.name for deal in compute.usual_study().all_deals]


def money(app: AppTest, deal: str, tab: str = "Parties") -> AppTest:
    app.session_state[edits.CHOSEN] = deal
    app.session_state["money_tabs"] = tab
    return at(app, "money")


@pytest.mark.parametrize("deal", DEALS)
def test_every_tab_of_every_structure_is_drawn(app: AppTest, deal: str) -> None:
    money(app, deal)
    for tab in TABS:
        app.session_state["money_tabs"] = tab
        app.run()
        assert not app.exception, tab
        assert app.selectbox("money_deal").value == deal
    assert "net to 0" in words(app)


def test_the_numbers_are_those_of_the_model(app: AppTest) -> None:
    money(app, TRANSFER)
    outcome = compute.evaluation(compute.usual_study()).outcomes[TRANSFER]
    told = {each.label: each.value for each in app.metric}
    assert told["Price that magnets need"] == f"{outcome.quantiles('cost')[1]:.3g} USD/kg"
    assert len(told) >= 7


def test_a_deal_chosen_here_is_the_one_of_the_deal_page(app: AppTest) -> None:
    money(app, TRANSFER)
    app.selectbox("money_deal").set_value(VENTURE).run()
    app.switch_page("views/deal.py").run()
    assert app.selectbox("deal").value == VENTURE


def test_without_a_deal_the_page_says_what_does_not_apply(app: AppTest) -> None:
    money(app, DEALS[-1])
    assert "Nothing is agreed" in words(app)
    for tab, said in (
        ("Sources and uses", "No plant is built"),
        ("Loan", "There is no loan"),
        ("Statements", "no magnet business"),
    ):
        app.session_state["money_tabs"] = tab
        app.run()
        assert said in words(app)


def test_bad_states_are_named_above_the_tabs(app: AppTest) -> None:
    money(app, VENTURE)
    assert "Making the magnets costs more than their sales bring" in words(app)


@pytest.mark.parametrize("kind", ["income", "cash", "balance"])
def test_accounts_have_a_line_each_and_a_column_for_each_year(app: AppTest, kind: str) -> None:
    money(app, VENTURE, "Statements")
    app.session_state["statement"] = kind
    app.run()
    table = app.dataframe[0].value
    assert "2027" in table.columns
    found = looks.money(compute.usual_study(), VENTURE)
    lines = getattr(found.accounts, kind)
    assert len(table) == sum(1 for each in lines.values() if each.any())
    assert "The balance balances" in words(app)


@pytest.mark.parametrize("party", ["partner", "vehicle", "outside"])
def test_the_cash_of_any_party_is_drawn(app: AppTest, party: str) -> None:
    money(app, VENTURE, "Cash by year")
    app.session_state["cash_party"] = party
    app.run()
    assert not app.exception


def test_a_party_that_the_next_deal_does_not_have_gives_way_to_irel(app: AppTest) -> None:
    money(app, VENTURE, "Cash by year")
    app.session_state["cash_party"] = "vehicle"
    app.run()
    app.selectbox("money_deal").set_value(TRANSFER).run()
    assert not app.exception


def test_room_to_agree_says_where_both_who_sign_gain(app: AppTest) -> None:
    money(app, VENTURE, "Room to agree")
    found = looks.room(compute.usual_study(), VENTURE, "parity_discount")
    assert app.selectbox(f"agreed_{compute.usual_study().deal(VENTURE).structure}")
    assert len(found.values) == len(found.gains["irel"])
    # a lower discount is a higher price: the partner gains from it all the way
    assert all(a >= b for a, b in itertools.pairwise(found.gains["partner"]))
    assert not app.exception
