"""Five plain questions on Compare: what is said of each structure, and where it leads."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import fit_words
from dashboard.text import Money
from models import STRUCTURES, Facts, Wishes, fits
from tests.dashboard.visit import TRANSFER, VENTURE, at, clicked, visitor

MONEY = Money()
CRORE = 1e4  # kINR


def structure(key: str, months: float, funds: float = 0.0) -> Facts:
    return Facts(STRUCTURES[key], key, np.full(4, months), np.full(4, funds))


def asked() -> AppTest:
    app = visitor()
    app.session_state["fitting"] = True
    return app.run()


def told(app: AppTest) -> str:
    return "\n".join(each.value for each in app.markdown).replace("\\", "")


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        (Wishes(months=6), "No structure meets what you wish."),
        (Wishes(months=6, owner="partner"), "No structure meets any of your wishes."),
        (Wishes(months=30), "Oxide tolling meets what you wish."),
        (
            Wishes(months=90),
            "Every structure meets what you wish. They differ in what you did not ask for.",
        ),
        (
            Wishes(months=30, oxide_stays=True),
            "Every structure meets 1 of your 2 wishes. None meets all.",
        ),
    ],
)
def test_the_finding_says_no_more_than_the_wishes_bear(wishes: Wishes, said: str) -> None:
    known = [structure("joint_venture", 70), structure("oxide_tolling", 25)]
    assert fit_words.finding(fits(wishes, known)) == said


def test_reasons_tell_chances_and_amounts() -> None:
    half = Facts(
        STRUCTURES["joint_venture"],
        "V",
        np.array([20.0, 40, 60, np.inf]),
        np.array([0.0, 2, 4, 6]) * MONEY.rate * 1e3,
    )
    wishes = Wishes(owner="irel", know_how="both", months=50, oxide_stays=True, funds=8e9)
    assert list(fit_words.reasons(fits(wishes, [half])[0], MONEY)) == [
        "No: the plant belongs to IREL and a partner together.",
        "Yes: a company that both own has the process from the partner.",
        "No: qualified magnets come in time in 50 of 100 futures; in half of all they come by "
        "month 50.",
        "Yes: IREL's oxide is worked in India.",
        "Yes: the money is enough in 100 of 100 futures; in half of all IREL puts in at most "
        "3 M USD before the plant works.",
    ]


def test_what_never_comes_and_what_costs_nothing_are_said_so() -> None:
    never = Facts(STRUCTURES["oxide_tolling"], "T", np.full(3, np.inf), np.zeros(3))
    said = list(fit_words.reasons(fits(Wishes(months=50, funds=0.0), [never])[0], MONEY))
    assert said[0].endswith("in 0 of 100 futures; in half of all they never come.")
    assert said[1] == "Yes: IREL puts in nothing before the plant works."


def test_nothing_is_asked_until_it_is_opened_and_nothing_said_until_it_is_answered() -> None:
    app = visitor().run()
    assert not [each for each in app.selectbox if each.key == "fit_owner"]
    assert fit_words.NOTHING in told(asked())


def test_an_answer_leads_to_a_deal_and_changes_nothing_of_the_study() -> None:
    app = asked()
    before = app.session_state["study"]
    app.selectbox("fit_owner").set_value("both").run()
    assert "Joint venture meets what you wish." in told(app)
    app.button("fit_to_joint_venture").click().run()
    assert not app.exception
    assert app.session_state["study"] == before
    assert app.selectbox("deal").value == VENTURE


def test_a_structure_that_the_study_lacks_is_added() -> None:
    app = at(visitor(), "deal")
    clicked(app, "Remove")
    at(app, "compare")
    app.session_state["fitting"] = True
    app.run()
    app.selectbox("fit_owner").set_value("irel").run()
    button = app.button("fit_to_technology_transfer")
    assert button.label.replace("\\", "") == f"Add: {TRANSFER}"
    button.click().run()
    assert app.selectbox("deal").value == TRANSFER


def test_money_is_asked_in_the_readers_own() -> None:
    app = asked()
    app.session_state["money"] = "₹ crore"
    app.run()
    box = app.number_input("fit_funds_INR")
    assert "₹ crore" in box.label
    box.set_value(1.0).run()
    assert "Technology transfer: 0 of 1" in told(app)
