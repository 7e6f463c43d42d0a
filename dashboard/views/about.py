"""About: what this answers, how it does so, and where it is weak."""

import re
from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard import compute, sentences, text
from dashboard.views import parts, status
from models import DATA, MODEL_VERSION, STRUCTURES

METHOD = """
- **The same futures for every deal.** Each uncertain number of the dataset is drawn again and
  again from its range; draw 17 is the same world in every deal, so differences between deals
  are differences between deals. A number's draws depend only on its name and the seed.
- **One chain from oxide to magnet.** Mass balance with swarf, IREL's oxide as a path over
  years, prices and exchange rates as paths, the plant and its ramp, customs and freight. A
  structure changes only the formulas that differ.
- **Cost** is what a kilogram of magnet must earn over the life of the deal, each owner's return,
  the loan and income tax included, in 2025 money.
- **Money** is a ledger: every payment has a payer and a payee, year by year, in rupees of the day,
  so all parties together net to nothing. What a party gains is beside selling the same oxide and
  importing the same magnets.
- **Lead time** is counted in months from the effective date to the first magnets that customers
  have approved: a network of stages, each with its own range, and the chance of a stall.
- **Supply security** is the share of the deal's magnet demand that is served after stoppages:
  how often each happens, how long it lasts, how much it takes, and what stocks and clauses
  save.
- **Scores** go from 0 to 100 between fixed anchors, so adding a deal moves no other score.
  Deals whose difference is within the Monte-Carlo error share a rank.
- **Every number opens** to its formula, its inputs, and the source and grade of each.
"""


def anchors() -> pd.DataFrame:
    """Write the criteria: what is worth 0 and 100, and why."""
    money = parts.money()
    return pd.DataFrame(
        {
            "Criterion": each.label,
            "Worth 0": text.display(each.worst, each.unit, money),
            "Worth 100": text.display(each.best, each.unit, money),
            "Usual weight": text.number(each.weight),
            "Why": parts.literal(each.reason),
            "Grade": each.grade,
        }
        for each in compute.dataset().criteria.values()
    ).set_index("Criterion")


def judged() -> str:
    """Say how much of the dataset is judgement."""
    rows = compute.dataset().parameters.values()
    judgements = sum(each.grade == "D" for each in rows)
    open_points = sum(each.status == "open" for each in compute.dataset().corrections)
    return (
        f"{judgements} of the {len(rows)} numbers are judgements (grade D), each with its reason, "
        f"and {open_points} contradictions between sources are open; the Data page lists them."
    )


def history(path: Path) -> None:
    """Show a log of changes, its headings as bold lines."""
    if path.is_file():
        st.markdown(re.sub(r"^#+ (.+)$", r"**\1**", path.read_text("utf-8"), flags=re.MULTILINE))


st.title("About")
status.draw()
parts.show_refusals()
st.markdown(f"{text.PURPOSE} {text.NO_PUBLIC_TERMS}")
st.header("What is compared")
for structure in STRUCTURES.values():
    st.markdown(f"- **{structure.title}**: {structure.summary}")
st.header("How it is computed")
st.markdown(METHOD)
st.header("What is worth 0 and 100")
st.table(anchors())
st.header("Where it is weak")
st.markdown("\n".join(f"- {each}" for each in (*text.CAVEATS, *sentences.WEAKNESSES, judged())))
st.header("Grades of sources")
st.markdown("\n".join(f"- {parts.badge(key)} {said}" for key, said in sentences.GRADES.items()))
st.header("Versions and changes")
st.markdown(f"Dataset `{compute.dataset().version}`, model `{MODEL_VERSION}`.")
with st.expander("What changed in the tool"):
    history(DATA.parent / "CHANGELOG.md")
with st.expander("What changed in the data"):
    history(DATA / "CHANGELOG.md")
parts.foot()
