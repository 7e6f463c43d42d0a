"""Files: a study to take along, studies to bring in, the library as one archive."""

import io

import streamlit as st

from dashboard import access, compute, keeping, state
from dashboard.guard import uploads
from dashboard.share import archive, files
from dashboard.views import parts
from models import Study


def draw() -> None:
    """Offer the study on screen as a file, and take files in."""
    with st.container(horizontal=True):
        study_files(state.study(), "on_screen")
    st.header("Files")
    _bring_in()
    _library()


def study_files(study: Study, key: str) -> None:
    """Offer a study as JSON and as YAML."""
    for ending, write in (("json", files.to_json), ("yaml", files.to_yaml)):
        st.download_button(
            f"Download {ending.upper()}",
            data=lambda write=write: write(study),  # type: ignore[misc]
            file_name=files.file_name(study, ending),
            mime=f"application/{ending}",
            key=f"{ending}_{key}",
            on_click="ignore",
        )


def _bring_in() -> None:
    given = st.file_uploader(
        "Bring in a study (JSON, YAML, or a board paper) or a library (ZIP)",
        type=list(uploads.KINDS),
        key="brought",
        on_change=_brought,
        max_upload_size=uploads.LARGEST,
    )
    if given and (said := st.session_state.get("brought_said")):
        st.markdown(parts.literal(said))


def _brought() -> None:
    given = st.session_state["brought"]
    st.session_state["brought_said"] = ""
    if given is None:
        return
    zipped = given.name.lower().endswith(".zip")
    done = (keeping.bring_in if zipped else keeping.put_on_screen)(given)
    st.session_state["brought_said"] = done or ""


def _library() -> None:
    only = None if compute.mode() == "local" else access.of_kind("edit", "owner")
    store = compute.store()

    def packed() -> bytes:
        target = io.BytesIO()
        archive.export_library(store, target, only)
        return target.getvalue()

    st.download_button(
        "Download my library (ZIP)",
        data=packed,
        file_name="lodestone_library.zip",
        mime="application/zip",
        key="library",
        on_click="ignore",
        help="All studies with all versions, and the numbers they were made with; no links.",
    )
