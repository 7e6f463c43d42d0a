"""The command line: the same engine, without a screen."""

import json

import pytest

from models import default_study, evaluate, load_dataset
from models.__main__ import main

DATASET = load_dataset()
STUDY = default_study({key: each.weight for key, each in DATASET.criteria.items()})


def test_the_data_are_sound(capsys):
    assert main(["check-data"]) == 0
    assert DATASET.version in capsys.readouterr().out


def test_json_holds_what_the_engine_computed(capsys, tmp_path):
    file = tmp_path / "study.json"
    file.write_text(STUDY.to_json(), encoding="utf-8")
    assert main(["evaluate", str(file), "--draws", "300", "--seed", "7", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    made = evaluate(STUDY.changed(draws=300, seed=7), DATASET)
    assert told["schema"] == 2
    assert told["dataset_version"] == DATASET.version
    for deal in told["deals"]:
        cost = deal["quantities"]["cost"]
        assert cost["unit"] == "USD/kg"
        assert cost["mean"] == made.outcomes[deal["name"]].values["cost"].mean()
        assert cost["p10"] <= cost["p50"] <= cost["p90"]
    assert sum(deal["first"] for deal in told["deals"]) == pytest.approx(1.0)


def test_the_table_names_every_deal_and_the_versions(capsys):
    assert main(["evaluate", "--draws", "200"]) == 0
    table = capsys.readouterr().out
    assert all(deal.name in table for deal in STUDY.all_deals)
    assert "200 draws, seed 1" in table
    assert DATASET.version in table


def test_an_explanation_goes_down_to_the_source(capsys):
    question = ["explain", "--deal", "Tolling in Japan", "--quantity", "toll_payment"]
    assert main([*question, "--depth", "-1"]) == 0
    told = capsys.readouterr().out
    assert "toll_payment = magnet_output * toll_fee_today" in told
    assert "toll_fee  33 USD/kg" in told
    assert "grade D" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["evaluate", "missing.json"], ["missing.json", "cannot be read"]),
        (["evaluate", "--draws", "5"], ["draws", "at least 100"]),
        (["explain", "--deal", "Nobody", "--quantity", "cost"], ["Nobody", "Use one of"]),
        (
            ["explain", "--deal", "Tolling in Japan", "--quantity", "tol_cost"],
            ["tol_cost", "Did you mean toll_cost"],
        ),
    ],
)
def test_a_mistake_is_named_on_standard_error(capsys, arguments, words):
    assert main(arguments) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert all(word in shown.err for word in words)


def test_every_problem_of_a_study_file_is_listed(capsys, tmp_path):
    data = json.loads(STUDY.to_json())
    data["deals"][0]["terms"]["royalty_rate"] = 0.9
    data["deals"][3]["partner"] = "nobody"
    data["weights"] = {"cost": 0, "lead_time": 0, "supply_security": 0}
    data["colour"] = "blue"
    file = tmp_path / "study.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    assert main(["evaluate", str(file)]) == 1
    told = capsys.readouterr().err
    assert "royalty_rate" in told
    assert "weights are all zero" in told
    assert "colour" in told
    assert "Traceback" not in told
