"""How a visitor without a browser gets about, and what is then read."""

from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from streamlit.testing.v1 import AppTest

from dashboard import compute
from dashboard.views.working import JOBS
from models import Study

PATIENCE = 180.0  # seconds
APP = Path(__file__).resolve().parents[2] / "dashboard" / "app.py"
TRANSFER, VENTURE = (deal.name for deal in compute.usual_study().deals[:2])


def visitor(address: str = "") -> AppTest:
    """Somebody with a browser of their own, who has opened an address or none."""
    came = AppTest.from_file(str(APP), default_timeout=PATIENCE)
    for name, value in parse_qsl(address.partition("?")[2] or address):
        came.query_params[name] = value
    return came


def address_of(app: AppTest) -> str:
    return urlencode({name: str(app.query_params[name]) for name in app.query_params})


def status(app: AppTest) -> str:
    """What stands below the header: the mark and what else there is to say."""
    marks = ("● ", "**● ", "Saved: ", "The default study")
    found = (each.value.removeprefix(":small[") for each in app.markdown)
    return next(each.replace("\\", "") for each in found if each.startswith(marks))


def saves(app: AppTest, note: str = "", button: str = "save_version") -> AppTest:
    """Open the popover, write a note and save."""
    app.session_state["save"] = True
    app.run()
    app.text_input("save_note").set_value(note)
    return app.button(button).click().run()


def capacity(app: AppTest, value: float) -> AppTest:
    """Change a term on the Deal page."""
    at(app, "deal")
    return app.number_input(f"term_{TRANSFER}_capacity_box").set_value(value).run()


def at(app: AppTest, page: str) -> AppTest:
    app.run()
    return app.switch_page(f"views/{page}.py").run()


def clicked(app: AppTest, label: str) -> AppTest:
    return next(each for each in app.button if each.label == label).click().run()


def finished(app: AppTest) -> AppTest:
    """Wait until the work that the page began is done, and what that begins."""
    for _ in range(2):
        for job in app.session_state[JOBS].values() if JOBS in app.session_state else ():
            assert job.ended.wait(PATIENCE)
        app.run()
    return app


def words(app: AppTest) -> str:
    kinds = ("title", "header", "markdown", "caption", "metric", "table")
    return "\n".join(str(each.value) for kind in kinds for each in app.get(kind))


def study_of(app: AppTest) -> Study:
    return app.session_state["study"]
