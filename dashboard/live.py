"""Charts that change in place: one drawing per key, redrawn by Plotly.react while numbers move.

``st.plotly_chart`` mounts a changed figure anew, which takes the browser about twice as long and
blinks. ``live_plotly`` keeps the drawing. It needs plotly.js in the page, which the server hands
out (``script_route``); without it, or with LODESTONE_PLAIN_CHARTS=1, ``st.plotly_chart`` draws.

In a dark page the browser turns every lightness of a chart round and keeps its hues: white becomes
the ground of the page. Contrasts stay at least what WCAG asks (``tests/dashboard/test_dark.py``).
"""

import gzip
import os
import time
from pathlib import Path
from threading import Event

import plotly
import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.charts import Chart

CONFIG = {"displayModeBar": False}
HEAD_START = 0.04  # seconds
PLOTLY_JS = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
SCRIPT = f"assets/plotly-{plotly.__version__}.min.js"  # a new version is a new address

DARK_INVERT = 0.95  # white becomes #0D0D0D, the dark ground in .streamlit/config.toml
_IN_DARK = f"""
.live-chart.in-dark > .plot-container {{ filter: invert({DARK_INVERT}) hue-rotate(180deg); }}
"""

# The box stays where it is: a new figure is drawn into it, a new width resizes it, leaving the page
# empties it. What cannot be drawn is said in the box, with the numbers of the alternative text.
_DRAW = """
const loaded = (address) => window.lodestonePlotly ??= new Promise((resolve, reject) => {
  const script = document.createElement('script');
  script.src = address;
  script.onload = () => resolve(window.Plotly);
  script.onerror = () => {
    window.lodestonePlotly = undefined;
    script.remove();
    reject(new Error('the drawing library did not load'));
  };
  document.head.append(script);
});

const boxes = new WeakMap();
const sizeOf = (box) => `${box.clientWidth} ${box.clientHeight}`;

function open(parent) {
  const box = document.createElement('div');
  const place = { box, size: '', figure: '' };
  box.className = 'live-chart';
  box.setAttribute('role', 'img');
  parent.append(box);
  place.observer = new ResizeObserver(() => {
    if (!place.drawn || !box.clientWidth || sizeOf(box) === place.size) return;
    place.size = sizeOf(box);
    window.Plotly.Plots.resize(box);
  });
  place.observer.observe(box);
  boxes.set(parent, place);
  return place;
}

function close(parent) {
  const { box, observer } = boxes.get(parent) ?? {};
  if (!box) return;
  observer.disconnect();
  window.Plotly?.purge(box);
  box.remove();
  boxes.delete(parent);
}

function apologise(place, alt, error) {
  if (place.drawn) window.Plotly.purge(place.box);
  place.drawn = false;
  place.figure = '';
  place.box.setAttribute('role', 'note');
  const said = `This chart could not be drawn: ${error.message}. Reload the page.`;
  place.box.textContent = `${said} ${alt}`;
}

async function draw(place, { figure, script, alt, config }) {
  try {
    const Plotly = await loaded(script);
    if (place.figure !== figure || !place.box.isConnected) return;
    if (!place.drawn) place.box.replaceChildren();
    const { data, layout } = JSON.parse(figure);
    place.size = sizeOf(place.box);
    const fitted = { ...layout, autosize: true, width: undefined, height: undefined };
    await Plotly.react(place.box, data, fitted, config);
    place.drawn = true;
    place.box.setAttribute('role', 'img');
  } catch (error) {
    apologise(place, alt, error);
  }
}

export default function ({ data, parentElement }) {
  const place = boxes.get(parentElement) ?? open(parentElement);
  place.box.style.height = `${data.height}px`;
  place.box.setAttribute('aria-label', data.alt);
  const { colorScheme } = getComputedStyle(parentElement);  // Streamlit comes back when it changes
  place.box.classList.toggle('in-dark', colorScheme === 'dark');
  if (place.figure !== data.figure) {
    place.figure = data.figure;
    draw(place, data);
  }
  return () => close(parentElement);
}
"""

_component = st.components.v2.component("live_plotly", js=_DRAW, css=_IN_DARK, isolate_styles=False)
_served = Event()


def live_plotly(chart: Chart, key: str) -> None:
    """Draw a chart that keeps its place on the page while its numbers change.

    Parameters
    ----------
    chart : Chart
        What to draw, with its own looks and height; the width follows the page.
    key : str
        Names the place; the same key is the same drawing from run to run.
    """
    height, alt = chart.height, chart.alt
    if os.environ.get("LODESTONE_PLAIN_CHARTS") == "1" or not _served.is_set():
        st.plotly_chart(chart.figure, height=height, key=key, theme=None, config=CONFIG, alt=alt)
        return
    told = {"figure": chart.to_json(), "height": height, "alt": alt, "config": CONFIG}
    _component(key=key, data={**told, "script": server_path(SCRIPT)})


def head_start() -> None:
    """Let the browser draw the charts that it was sent before it is given the rest.

    What comes at once is drawn at once: the rest of a page, which takes a browser longer than its
    charts, would hold them up. A page that is drawn as a whole waits for nothing.
    """
    context = get_script_run_ctx(suppress_warning=True)
    if context and context.fragment_ids_this_run:
        time.sleep(HEAD_START)


def script_route() -> Route:
    """Route for plotly.js, packed once; from now on charts are drawn with it."""
    packed = gzip.compress(PLOTLY_JS.read_bytes())
    _served.set()

    def script(_: Request) -> Response:
        headers = {
            "Cache-Control": "public, max-age=31536000, immutable",
            "Content-Encoding": "gzip",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(packed, media_type="text/javascript", headers=headers)

    return Route(server_path(SCRIPT), script)


def server_path(name: str) -> str:
    """Path of something that the server hands out, below the prefix it may be mounted at."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    return "/".join(["", *filter(None, [base]), name])
