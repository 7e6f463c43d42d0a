"""The Compare page: the sentence, how sure the weights are, and other ways to set them."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import compute, standing_words, text, weighed
from models import SPREADS, USUAL_CERTAINTY
from tests.dashboard.visit import clicked, study_of, words

LOOKS = ("Why", "All weights", "Pair by pair", "Scores", "Cost and security")


def sentence(app: AppTest) -> str:
    return next(e.value for e in app.markdown if "With your weights" in e.value).replace("\\", "")


def test_the_page_begins_with_the_sentence_of_the_model(app: AppTest) -> None:
    app.run()
    assert not app.exception
    first, *others = standing_words.finding(weighed.standing(study_of(app)), text.Money())
    assert sentence(app) == f"**{first}** {' '.join(others)}"


def test_how_sure_is_kept_in_the_study_and_asks_for_no_new_evaluation(app: AppTest) -> None:
    app.run()
    before = compute.evaluation(study_of(app)).outcomes
    app.segmented_control("certainty").set_value("not sure").run()
    assert not app.exception
    assert study_of(app).certainty == "not sure"
    assert compute.evaluation(study_of(app)).outcomes is before
    assert "study" in app.query_params
    app.segmented_control("certainty").set_value(USUAL_CERTAINTY).run()
    assert "study" not in app.query_params


def test_surer_weights_move_the_first_places_but_no_score() -> None:
    found = [
        compute.scored(compute.usual_study().changed(certainty=each)) for each in reversed(SPREADS)
    ]
    assert all(one.ranks == found[0].ranks for one in found)
    assert len({tuple(one.first.values()) for one in found}) == len(SPREADS)


def test_a_ranking_gives_its_centroid(app: AppTest) -> None:
    app.run()
    for place, key in enumerate(("lead_time", "cost", "supply_security")):
        app.selectbox(f"ranked_{place}").set_value(key)
    app.run()
    clicked(app, "Use this ranking")
    assert study_of(app).weights.model_dump() == {
        "cost": 27.8, "lead_time": 61.1, "supply_security": 11.1,
    }  # fmt: skip


def test_a_criterion_named_twice_is_no_ranking(app: AppTest) -> None:
    app.run()
    app.selectbox("ranked_0").set_value("lead_time").run()
    assert next(each for each in app.button if each.label == "Use this ranking").disabled


def test_judgements_that_contradict_each_other_are_told(app: AppTest) -> None:
    app.run()
    assert not app.warning
    app.number_input("judged_cost_lead_time").set_value(9.0)
    app.number_input("judged_lead_time_supply_security").set_value(9.0).run()
    assert "contradict" in app.warning[0].value
    app.number_input("judged_cost_supply_security").set_value(9.0)
    app.number_input("judged_lead_time_supply_security").set_value(1.0).run()
    assert not app.warning
    clicked(app, "Use these judgements")
    assert study_of(app).weights.cost == pytest.approx(81.8)


@pytest.mark.parametrize("look", LOOKS)
def test_every_closer_look_is_drawn(app: AppTest, look: str) -> None:
    app.session_state["closer"] = look
    app.run()
    assert not app.exception
    assert "did not work" not in words(app)


def test_variants_of_one_structure_count_as_one_if_asked(app: AppTest) -> None:
    app.run()
    assert not [each for each in app.toggle if each.key == "by_structure"]
    app.switch_page("views/deal.py").run()
    clicked(app, "Duplicate")
    app.switch_page("views/compare.py").run()
    app.toggle("by_structure").set_value(True).run()
    assert not app.exception
    assert "With your weights" in sentence(app)
