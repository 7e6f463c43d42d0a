"""What only the browser can do: keep drafts and tokens for its reader, copy, and lead the keyboard.

Drafts are addresses: the study that was on screen and not saved. They are written as the screen
changes, so that a closed window loses nothing. Tokens open the studies of a shared server, which
lists none. Both stay in the browser's own storage until the Saved page asks for them. The name of
the author is a cookie, so that it is there with the first run.

What comes back from a browser is read as strictly as anything from outside.
"""

import json
from typing import Annotated, Any
from urllib.parse import unquote

import streamlit as st
from pydantic import Field, StringConstraints, ValidationError

from dashboard.share.tables import LONGEST_AUTHOR
from models import Strict

MOST_DRAFTS, MOST_TOKENS, LONGEST = 12, 500, 600_000
AUTHOR = "lodestone_author"  # the cookie

_KEEP = """
const PLACE = 'lodestone';

function read() {
  try {
    const { drafts = [], tokens = [] } = JSON.parse(localStorage.getItem(PLACE) ?? '{}');
    return { drafts, tokens };
  } catch {
    return { drafts: [], tokens: [] };
  }
}

function write(kept) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

function merged({ drafts, tokens }, { draft, gone, learnt, most }) {
  const stays = (each) => !gone.includes(each.id) && (!draft || each.query !== draft.query);
  const left = drafts.filter((each) => stays(each) && each.id !== draft?.id);
  const added = draft ? [{ ...draft, at: Date.now() }] : [];
  return {
    drafts: [...added, ...left].slice(0, most),
    tokens: [...new Set([...tokens, ...learnt])],
  };
}

const told = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  const kept = merged(read(), data);
  write(kept);
  if (data.author !== null) {
    const year = 60 * 60 * 24 * 365;
    const said = encodeURIComponent(data.author);
    document.cookie = `${data.cookie}=${said}; max-age=${year}; path=/; SameSite=Strict`;
  }
  const text = JSON.stringify(kept);
  if (data.report && told.get(parentElement) !== text) {
    told.set(parentElement, text);
    setStateValue('kept', text);
  }
}
"""

_COPY = """
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.style.position = 'fixed';
    area.style.opacity = '0';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector('button') ?? document.createElement('button');
  const said = parentElement.querySelector('span') ?? document.createElement('span');
  button.type = 'button';
  button.className = 'copy-button';
  button.textContent = data.label;
  said.setAttribute('role', 'status');
  said.className = 'copy-said';
  button.onclick = async () => {
    said.textContent = (await copied(data.text)) ? 'Copied' : 'Select the text and copy it';
  };
  parentElement.append(button, said);
  return () => { button.remove(); said.remove(); };
}
"""

_COPY_LOOKS = """
.copy-button {
  font: inherit; font-size: 0.875rem; padding: 0.25rem 0.75rem; min-height: 2.5rem; cursor: pointer;
  color: inherit; background: transparent; border: 1px solid #808790; border-radius: 0.5rem;
}
.copy-button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
.copy-button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
.copy-said { margin-left: 0.5rem; font-size: 0.875rem; }
"""

# What opens over a page stands at its very end: the Tab key would pass all the rest before it came
# there. From its button it leads inside, and from there back to the button and what follows it.
_LEAD = """
const STOPS = 'a[href], button, input, select, textarea, summary, [tabindex]';
const isStop = (each) => each.tabIndex >= 0 && !each.disabled && each.getClientRects().length
  && !(each.type === 'radio' && !each.checked
    && each.closest('[role=radiogroup]')?.querySelector('input:checked'));

function lead(event) {
  if (event.key !== 'Tab' || event.altKey || event.ctrlKey || event.metaKey) return;
  const opener = document.querySelector('[data-testid=stPopoverButton][aria-expanded=true]');
  const body = document.querySelector('[data-testid=stPopoverBody]');
  const stops = [...body?.querySelectorAll(STOPS) ?? []].filter(isStop);
  const here = document.activeElement;
  if (!opener || !stops.length) return;
  if (here === opener && !event.shiftKey) {
    event.preventDefault();
    stops[0].focus();
  } else if (here === (event.shiftKey ? stops[0] : stops.at(-1))) {
    if (event.shiftKey) event.preventDefault();
    opener.focus();
  }
}

export default function () {
  document.addEventListener('keydown', lead, true);
  return () => document.removeEventListener('keydown', lead, true);
}
"""

_lead = st.components.v2.component("keyboard_lead", js=_LEAD)
_keep = st.components.v2.component("browser_memory", js=_KEEP, isolate_styles=False)
_copy = st.components.v2.component("copy_button", js=_COPY, css=_COPY_LOOKS, isolate_styles=False)


class Draft(Strict):
    """A study that was on screen and not saved: its address, and when it was last changed."""

    id: Annotated[str, StringConstraints(max_length=64)]
    query: Annotated[str, StringConstraints(max_length=30_000)]
    title: Annotated[str, StringConstraints(max_length=200)]
    at: Annotated[float, Field(ge=0, le=1e14)]  # ms since 1970


class Kept(Strict):
    """All that a browser keeps."""

    drafts: Annotated[tuple[Draft, ...], Field(max_length=MOST_DRAFTS)] = ()
    tokens: Annotated[
        tuple[Annotated[str, StringConstraints(max_length=64)], ...], Field(max_length=MOST_TOKENS)
    ] = ()


def remember(
    draft: dict[str, str] | None = None,
    gone: list[str] | None = None,
    learnt: list[str] | None = None,
    author: str | None = None,
    *,
    key: str = "memory",
    report: bool = False,
) -> Kept:
    """Give the browser what it shall keep, and what it shall forget.

    Parameters
    ----------
    draft : dict
        The unsaved study on screen (id, query, title); it replaces the draft of the same id.
    gone : list of str
        Identities of drafts that were saved or thrown away.
    learnt : list of str
        Tokens to keep.
    author : str
        The name under which its reader saves.
    report : bool
        Whether the browser shall say what it keeps; it does so in a run of its own.
    """
    data: dict[str, Any] = {
        "draft": draft,
        "gone": gone or [],
        "learnt": learnt or [],
        "report": report,
    }
    data |= {"author": author, "cookie": AUTHOR, "most": MOST_DRAFTS}
    found: Any = _keep(key=key, data=data, on_kept_change=lambda: None)
    return _read(found.get("kept") if report else None)


def lead_keyboard() -> None:
    """Lead the Tab key into what opens over the page, and out again."""
    _lead(key="keyboard")


def author() -> str:
    """Return the name under which this browser's reader saved before."""
    found: Any = st.context.cookies.get(AUTHOR, "")
    return unquote(found)[:LONGEST_AUTHOR] if isinstance(found, str) else ""


def copy_button(text: str, key: str, label: str = "Copy") -> None:
    """Draw a button that copies a text, also where the page has no secure address."""
    _copy(key=key, data={"text": text, "label": label})


def _read(text: Any) -> Kept:
    """Read what a browser says it keeps; what cannot be read is as if there were nothing."""
    if not isinstance(text, str) or len(text) > LONGEST:
        return Kept()
    try:
        return Kept.model_validate(json.loads(text))
    except (ValueError, ValidationError, RecursionError):
        return Kept()
