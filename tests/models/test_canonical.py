"""One content has one text and one fingerprint: today and later, on every machine and Python."""

import datetime
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dashboard import links
from models.canonical import canonical, fingerprint
from models.confidential import Confidential
from models.schemas import NEWEST
from models.structures import STRUCTURES
from models.study import Study
from models.weights import USUAL_CERTAINTY

ROOT = Path(__file__).resolve().parents[2]
STUDIES = Path(__file__).with_name("studies")
FROZEN: list[dict[str, Any]] = json.loads((STUDIES / "fingerprints.json").read_text("utf-8"))
PYTHONS = ["python3.11", "python3.12", "python3.13"]

# What another Python does: it runs canonical.py alone, with no more than the standard library.
ALONE = """
import json, runpy, sys
found = runpy.run_path(sys.argv[1])
with open(sys.argv[2], encoding="utf-8") as opened:
    cases = json.load(opened)
texts = [found["canonical"](each["data"]) for each in cases]
json.dump([[text, found["fingerprint"](text)] for text in texts], sys.stdout)
"""
OF_STUDIES = """
import pathlib, sys
from models import Study
for path in sys.argv[1:]:
    print(Study.from_json(pathlib.Path(path).read_text("utf-8")).fingerprint)
"""


def frozen(name: str) -> str:
    return (STUDIES / name).read_text("utf-8")


@pytest.mark.parametrize("case", FROZEN, ids=[each["name"] for each in FROZEN])
def test_a_content_has_the_text_and_the_fingerprint_that_it_always_had(
    case: dict[str, Any],
) -> None:
    assert canonical(case["data"]) == case["text"]
    assert fingerprint(case["text"]) == case["fingerprint"]
    assert canonical(json.loads(case["text"])) == case["text"]


def test_the_frozen_contents_have_what_is_hard_to_write_the_same() -> None:
    text = "".join(each["text"] for each in FROZEN)
    for hard in ("0.1,", "1e-07", "1e+22", "5e-324", "निर्णय", "🙂", "\\u0000", "e\u0301"):
        assert hard in text
    assert "-0.0" not in text
    assert -0.0 in FROZEN[0]["data"]
    assert len({each["fingerprint"] for each in FROZEN}) == len(FROZEN)


@pytest.mark.parametrize("name", PYTHONS)
def test_every_python_finds_the_same_fingerprints(name: str) -> None:
    python = shutil.which(name)
    started = python and subprocess.run([python, "-c", ""], capture_output=True).returncode == 0  # noqa: PLW1510
    if not python or not started:
        pytest.skip(f"{name} is not on this machine")
    words = [python, "-I", "-c", ALONE, str(ROOT / "models" / "canonical.py")]
    told = subprocess.run(
        [*words, str(STUDIES / "fingerprints.json")], capture_output=True, check=True
    )
    assert json.loads(told.stdout) == [[each["text"], each["fingerprint"]] for each in FROZEN]


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_another_process_finds_the_same_fingerprint_of_a_study(seed: str) -> None:
    paths = [STUDIES / name for name in ("schema_1.json", "schema_2.json", "schema_3.json")]
    told = subprocess.run(
        [sys.executable, "-c", OF_STUDIES, *map(str, paths)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )
    own = [Study.from_json(path.read_text("utf-8")).fingerprint for path in paths]
    assert told.stdout.decode().split() == own


def with_new_terms_at_their_defaults(data: dict[str, Any]) -> dict[str, Any]:
    """Data of an earlier schema with the number and the terms of today's."""
    for deal in (*data["deals"], data["baseline"]):
        defaults = STRUCTURES[deal["structure"]].terms_model().model_dump(mode="json")
        assert set(deal["terms"]) <= set(defaults)
        deal["terms"] = defaults | deal["terms"]
    new = {"certainty": USUAL_CERTAINTY, "half_way": {}, "stakeholders": [], "worlds": []}
    return data | {"schema_number": NEWEST} | new


def test_a_study_of_schema_1_still_opens_with_nothing_confidential() -> None:
    study = Study.from_json(frozen("schema_1.json"))
    assert study.schema_number == NEWEST
    assert study.confidential == Confidential()
    assert not any(deal.confidential for deal in study.all_deals)
    now = json.loads(study.to_json())
    for deal in (*now["deals"], now["baseline"]):
        del deal["confidential"]
    del now["confidential"]
    assert now == with_new_terms_at_their_defaults(json.loads(frozen("schema_1.json")))


def test_a_study_of_schema_2_opens_with_what_it_says_and_the_defaults_of_all_else() -> None:
    study = Study.from_json(frozen("schema_2.json"))
    expected = with_new_terms_at_their_defaults(json.loads(frozen("schema_2.json")))
    assert json.loads(study.to_json()) == expected
    assert study.schema_number == NEWEST
    added = set(study.deals[0].terms.model_dump()) - set(
        json.loads(frozen("schema_2.json"))["deals"][0]["terms"]
    )
    assert {"gearing", "concessional_tax", "price_basis", "royalty_lifetime_cap"} <= added


def test_a_link_of_schema_1_still_opens_as_the_same_study() -> None:
    study = links.decode(frozen("link_of_schema_1.txt").strip())
    assert study == Study.from_json(frozen("schema_1.json"))
    assert links.decode(links.encode(study)) == study


def test_a_study_of_schema_3_reads_back_as_it_is_written() -> None:
    study = Study.from_json(frozen("schema_3.json"))
    assert study.to_json() + "\n" == frozen("schema_3.json")
    assert fingerprint(study.to_json()) == study.fingerprint == FROZEN[-1]["fingerprint"]
    marks = study.confidential
    assert marks.terms == ("capacity", "royalty_rate", "toll_fee")
    assert marks.results == ("cost", "score")
    assert marks.weights
    assert marks.world
    assert [deal.confidential for deal in study.all_deals].count(True) == 1
    assert study.half_way == {"cost": 95.0}
    (world,), (person,) = study.worlds, study.stakeholders
    assert dict(world.terms) == {"award_open": True, "effective_date": datetime.date(2028, 4, 1)}
    assert (world.name, dict(world.overrides)) == ("₹ falls", {"rupee_rate_2025": 99.5})
    assert (person.name, person.weights.cost) == ("वित्त", 60.0)


def test_the_marks_are_all_that_tells_the_frozen_studies_apart() -> None:
    one, two = (Study.from_json(frozen(f"schema_{number}.json")) for number in (1, 2))
    assert one.fingerprint != two.fingerprint
    assert one.results_key == two.results_key


def test_the_frozen_study_of_schema_3_has_new_terms_that_are_no_defaults() -> None:
    before, now = (Study.from_json(frozen(f"schema_{number}.json")) for number in (2, 3))
    for one, other in zip(before.deals, now.deals, strict=True):
        old, new = one.terms.model_dump(), other.terms.model_dump()
        changed = {name for name in old if old[name] != new[name]}
        assert changed, one.name
        assert not changed & set(json.loads(frozen("schema_2.json"))["deals"][0]["terms"])


def test_a_mark_on_a_result_that_was_renamed_since_stays() -> None:
    data = json.loads(frozen("schema_2.json"))
    data["confidential"]["results"] = ["owner_margin", "cost"]
    assert Study.from_data(data).confidential.results == ("cost", "price_against_cost")
