"""How a visitor without a browser gets about, and what is then read."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard import compute
from models import Study

APP = Path(__file__).resolve().parents[2] / "dashboard" / "app.py"
TRANSFER, VENTURE = (deal.name for deal in compute.usual_study().deals[:2])


def at(app: AppTest, page: str) -> AppTest:
    app.run()
    return app.switch_page(f"views/{page}.py").run()


def clicked(app: AppTest, label: str) -> AppTest:
    return next(each for each in app.button if each.label == label).click().run()


def words(app: AppTest) -> str:
    kinds = ("title", "header", "markdown", "caption", "metric", "table")
    return "\n".join(str(each.value) for kind in kinds for each in app.get(kind))


def study_of(app: AppTest) -> Study:
    return app.session_state["study"]
