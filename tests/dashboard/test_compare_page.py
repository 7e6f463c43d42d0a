"""The Compare page: the sentence, how sure the weights are, and other ways to set them."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import compute, people_words, standing_words, text, weighed
from models import SPREADS, USUAL_CERTAINTY, StudyError
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


def test_what_is_worth_half_is_kept_in_the_study_and_asks_for_no_new_evaluation(
    app: AppTest,
) -> None:
    app.session_state["bends"] = True
    app.run()
    before, scores = study_of(app), compute.scored(study_of(app)).scores
    app.toggle("bent_cost").set_value(True).run()
    assert study_of(app).half_way == {"cost": 140.0}  # half way from 250 to 30: as it was
    for name, each in compute.scored(study_of(app)).scores.items():
        assert each == pytest.approx(scores[name], abs=1e-12)
    app.number_input("half_cost").set_value(80.0).run()
    assert not app.exception
    assert study_of(app).half_way == {"cost": 80.0}
    assert compute.evaluation(study_of(app)).outcomes is compute.evaluation(before).outcomes
    said = words(app).replace("\\", "")
    assert "What these weights say where" in said
    assert "points of 100 on average" in said  # cost has no one price
    app.toggle("bent_supply_security").set_value(True).run()
    app.number_input("half_supply_security").set_value(95.0).run()
    assert study_of(app).half_way == {"cost": 80.0, "supply_security": 0.95}
    app.toggle("bent_cost").set_value(False).run()
    app.toggle("bent_supply_security").set_value(False).run()
    assert study_of(app) == before
    assert "study" not in app.query_params


def test_an_amount_beyond_the_ends_is_refused_in_words() -> None:
    with pytest.raises(StudyError, match="has to lie between"):
        compute.evaluation(compute.usual_study().changed(half_way={"cost": 20.0}))


def test_other_people_have_weights_of_their_own_and_agree_so_far(app: AppTest) -> None:
    app.session_state["closer"] = "All weights"
    app.run()
    clicked(app, "Add somebody")
    clicked(app, "Add somebody")
    assert [each.name for each in study_of(app).stakeholders] == [
        "Somebody else", "Somebody else (2)",
    ]  # fmt: skip
    assert "agreement 1.00 of 1" in words(app).replace("\\", "")  # both begin as the user
    app.text_input("person_0").set_value("Car maker").run()
    app.number_input("person_0_cost").set_value(100.0).run()
    app.number_input("person_0_supply_security").set_value(0.0).run()
    assert not app.exception
    maker, _ = study_of(app).stakeholders
    assert (maker.name, maker.weights.cost) == ("Car maker", 100.0)
    found = weighed.everybody(study_of(app))
    said = words(app).replace("\\", "")
    assert people_words.agreement(found) in said
    assert study_of(app).results_key == compute.usual_study().results_key
    app.number_input("person_0_cost").set_value(0.0).run()
    app.number_input("person_0_lead_time").set_value(0.0).run()
    assert "the weights are all zero" in words(app)
    app.button("person_1_out").click().run()
    app.button("person_0_out").click().run()
    assert not study_of(app).stakeholders
    assert not app.exception


def test_the_table_has_a_column_for_everybody_and_the_sentence_names_them() -> None:
    people = [
        {"name": "A", "weights": {"cost": 1.0, "lead_time": 0.0, "supply_security": 0.0}},
        {"name": "B", "weights": {"cost": 0.0, "lead_time": 0.0, "supply_security": 1.0}},
    ]
    found = weighed.everybody(compute.usual_study().changed(stakeholders=people))
    table = people_words.table(found)
    assert list(table.columns) == ["Deal", "By your weights", "By A", "By B", "All together"]
    assert table["By A"].sum() == pytest.approx(100.0, abs=0.3)
    mine = table.set_index("Deal")["By your weights"]
    first = compute.scored(compute.usual_study()).first
    assert mine.to_dict() == pytest.approx({k: 100 * v for k, v in first.items()}, abs=0.051)
    assert f"{found.best[1]} by" in people_words.agreement(found)
