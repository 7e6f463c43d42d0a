"""Two versions side by side: what differs in words, and what that did to the results."""

import pandas as pd
import streamlit as st

from dashboard import compute
from dashboard.compute import Results
from dashboard.share import changes, effects
from dashboard.share.difference import Difference
from dashboard.share.differences import differences
from dashboard.share.library import Version
from dashboard.share.pairing import renamed
from dashboard.share.wording import in_words
from dashboard.views import parts
from models import ModelError, Study

MOST_LINES = 30


def lines(before: Study, after: Study) -> None:
    """List what differs, in words with units."""
    found = differences(before, after, compute.dataset().parameters)
    if not found:
        st.markdown("Nothing.")
        return
    st.markdown("\n".join(f"- {parts.literal(_said(each))}" for each in found[:MOST_LINES]))
    if len(found) > MOST_LINES:
        parts.small(f"and {len(found) - MOST_LINES} more")


def draw(before: Version, after: Version) -> None:
    """Draw what differs between two versions, and the change of every result."""
    old, new = before.content.study, after.content.study
    st.markdown(f"**From version {before.entry.number} to version {after.entry.number}**")
    lines(old, new)
    _numbers(before, after)
    found = changes.changes(before.content.figures, after.content.figures, renamed(old, new))
    table = pd.DataFrame(changes.rows(found, parts.money()))
    st.markdown("**What that did to the results**, as they were saved")
    all_rows = st.toggle("Show unchanged results, too", key="unchanged")
    moved = [each.moved or all_rows for each in found]
    if any(moved):
        st.dataframe(table[moved], hide_index=True, alt="Results of both versions and their change")
        parts.download(table, "changes")
    else:
        st.markdown("No result has changed.")
    if st.toggle("Show what each difference does alone", key="alone"):
        _alone(old, new)


def _said(difference: Difference) -> str:
    partners = {key: each.company for key, each in compute.dataset().partners.items()}
    return in_words(difference, parts.money(), partners)


def _numbers(before: Version, after: Version) -> None:
    """Say when the two were computed with other numbers or formulas."""
    for word, old, new in (
        ("dataset", before.content.dataset_version, after.content.dataset_version),
        ("model", before.content.model_version, after.content.model_version),
    ):
        if old != new:
            st.markdown(parts.literal(f"- {word} {old} → {new}: results may differ by this alone"))


def _alone(old: Study, new: Study) -> None:
    """Apply each difference alone to the earlier version, on the numbers on screen."""
    try:
        found = effects.effects(old, new, _evaluated, numbers=compute.dataset().parameters)
    except ModelError as error:
        parts.list_problems(error.problems)
        return
    table = pd.DataFrame(effects.rows(found, parts.money()))
    if table.empty:
        st.markdown("No difference moves a result.")
        return
    st.dataframe(table, hide_index=True, alt="What each difference does to the results alone")
    parts.download(table, "differences_alone")
    parts.small("Each is applied alone to the earlier version; together they may do more or less.")


def _evaluated(study: Study) -> Results:
    return compute.evaluation(study), compute.scored(study)
