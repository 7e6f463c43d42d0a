"""The page of a partner view: of what is marked, nothing at all is sent."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import compute, partners
from dashboard.share import studies, tokens
from dashboard.share.content import content_of
from dashboard.share.store import Store
from dashboard.views import seen
from models import Confidential, Study, partner_view
from tests.dashboard.visit import visitor, words

FEE, OTHER_FEE = 36.4321, 29.8765
PAGES = ("compare", "deal", "data", "saved", "about")


def secret() -> Study:
    """A study with a hidden fee, a hidden result and a hidden deal, each easy to look for."""
    usual = compute.usual_study()
    tolling, plant = usual.deals[3], usual.deals[2]
    hidden = plant.model_copy(update={"name": "Walk-away plan", "confidential": True})
    deals = (*usual.deals[:2], hidden, tolling.with_terms(toll_fee=FEE))
    marks = Confidential(
        terms=("toll_fee",), results=("lead_time", "price_against_cost"), world=True
    )
    world = usual.world.with_override("oxide_duty", 0.0345678)
    worlds = (
        {"name": "Walk-away world", "terms": {"toll_fee": 47.25}},
        {"name": "Late world", "terms": {"effective_date": "2029-05-01"}},
    )
    people = ({"name": "Walk-away ministry", "weights": {**usual.weights.model_dump()}},)
    usual = usual.changed(worlds=worlds, stakeholders=people)
    return usual.changed(title="For partners", deals=deals, confidential=marks, world=world)


def keep(store: Store, study: Study) -> str:
    content = content_of(study, compute.evaluation(study), compute.scored(study), compute.today())
    return studies.create(store, content, studies.Signed("Asha", "Our limit is secret"))


def sent(app: AppTest) -> str:
    """All text, tables and charts that a run sends to the browser."""
    tables = [each.value.to_string() for each in (*app.table, *app.dataframe)]
    charts = [each.proto.spec for each in app.get("plotly_chart")]
    return "\n".join([*tables, *charts, words(app), str(app.query_params)])


@pytest.fixture
def partner(shared: Store) -> AppTest:
    study_id = keep(shared, secret())
    return visitor(f"open={tokens.share(shared, study_id, 'living', partner=True)}").run()


def test_it_shows_results_and_terms_but_nothing_that_is_marked(partner: AppTest) -> None:
    assert not partner.exception
    assert partner.title[0].value == "For partners"
    said = sent(partner)
    for trace in (str(FEE), "36.4", "Walk-away", "Our limit", "Asha", "0.0345", "Tolling fee"):
        assert trace not in said, trace
    assert "Tolling in Japan" in said
    assert "left out" in said
    assert "Late world" in said
    assert "1 May 2029" in said
    assert "47.25" not in said
    assert partner.get("plotly_chart")


def test_neither_does_its_session_keep_the_study_nor_its_address(partner: AppTest) -> None:
    assert set(partner.query_params) == {"open"}
    kept = repr(partner.session_state)
    assert "For partners" in sent(partner)
    for trace in (str(FEE), "Walk-away", "Our limit", "For partners"):
        assert trace not in kept, trace


def test_no_page_of_the_application_is_reached_with_it(partner: AppTest) -> None:
    for page in PAGES:
        with pytest.raises(ValueError, match="Could not find"):
            partner.switch_page(f"views/{page}.py").run()
    assert not partner.text_input
    assert not partner.slider


def test_the_file_to_download_holds_no_more_than_the_page(shared: Store) -> None:
    study_id = keep(shared, secret())
    token = tokens.share(shared, study_id, "frozen", number=1, partner=True)
    shown = partners.partner_sees(token)
    text = seen.as_json(partner_view(shown.evaluation, shown.dataset)).decode()
    assert json.loads(text)["title"] == "For partners"
    for trace in (str(FEE), "Walk-away", "Our limit", "Asha", "oxide_duty", "toll_fee"):
        assert trace not in text, trace


def test_it_ends_with_its_link(shared: Store) -> None:
    study_id = keep(shared, secret())
    token = tokens.share(shared, study_id, "living", partner=True)
    app = visitor(f"open={token}").run()
    tokens.revoke_token(shared, token)
    app.run()
    assert [each.value for each in app.title] == ["This link was revoked"]


def test_a_living_one_follows_the_newest_marks(shared: Store) -> None:
    study_id = keep(shared, secret())
    token = tokens.share(shared, study_id, "living", partner=True)
    study = secret()
    tolling = study.deals[3].with_terms(toll_fee=OTHER_FEE)
    open_now = study.replacing(tolling.name, tolling).changed(confidential=Confidential())
    content = content_of(
        open_now, compute.evaluation(open_now), compute.scored(open_now), compute.today()
    )
    studies.save(shared, study_id, 1, content, studies.Signed())
    app = visitor(f"open={token}").run()
    assert "29.9 USD" in sent(app)
    assert "Walk-away" not in sent(app)
