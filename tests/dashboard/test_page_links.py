"""What a link does on the pages: it opens, or it is refused in words."""

from streamlit.testing.v1 import AppTest

from dashboard import compute, links
from tests.dashboard.visit import TRANSFER, at, clicked, study_of, words


def test_a_link_opens_its_study(app: AppTest) -> None:
    wanted = compute.usual_study().changed(title="Board, May", seed=7)
    app.query_params["study"] = links.encode(wanted)
    app.run()
    assert study_of(app) == wanted
    assert app.text_input("title").value == "Board, May"


def test_a_broken_link_says_so_and_the_page_goes_on(app: AppTest) -> None:
    app.query_params["study"] = "nonsense!"
    app.run()
    assert not app.exception
    assert "**link**" in words(app)
    assert len(app.table[0].value) == len(compute.usual_study().all_deals)
    clicked(app, "Back to the default study")
    assert "**link**" not in words(app)


def test_a_link_to_an_unknown_partner_is_refused_with_the_known_ones(app: AppTest) -> None:
    usual = compute.usual_study()
    stranger = usual.deals[0].model_copy(update={"partner": "nobody"})
    app.query_params["study"] = links.encode(usual.replacing(TRANSFER, stranger))
    app.run()
    assert not app.exception
    assert "nobody" in words(app)
    assert study_of(app) == usual


def test_a_link_with_too_many_draws_for_a_page_is_refused(app: AppTest) -> None:
    app.query_params["study"] = links.encode(compute.usual_study().changed(draws=1_000_000))
    app.run()
    assert "too many for a page" in words(app).replace("\\", "")


def test_a_bad_link_pasted_later_leaves_the_study_alone(app: AppTest) -> None:
    at(app, "deal")
    app.number_input(f"term_{TRANSFER}_capacity_box").set_value(2000.0).run()
    changed = study_of(app)
    app.session_state["share"] = True
    app.run()
    app.text_input("pasted").set_value("https://here/?study=broken").run()
    assert not app.exception
    assert "**link**" in words(app)
    assert study_of(app) == changed


def test_a_good_link_pasted_later_is_opened(app: AppTest) -> None:
    app.session_state["share"] = True
    app.run()
    wanted = compute.usual_study().changed(title="Another", seed=9)
    address = f"https://here/deal?study={links.encode(wanted)}&money=x"
    app.text_input("pasted").set_value(address).run()
    assert study_of(app) == wanted
