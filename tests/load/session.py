"""A visitor without a browser: Streamlit's own messages over a real websocket.

The server does all that it does for a browser. Decoding and drawing charts is left out: it happens
on each visitor's own machine.
"""

import asyncio
import random
import re
import time
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Slider_pb2 import Slider

PATIENCE = 120.0  # seconds without a message after which a session counts as lost
PLACE = re.compile(r"number (\d+) in the queue")


@dataclass
class Seen:
    """What all sessions together have met."""

    times: list[float] = field(default_factory=list)  # seconds from a move to the end of its run
    lost: list[str] = field(default_factory=list)
    told_busy: set[int] = field(default_factory=set)
    farthest: int = 0  # place in the queue


class Session:
    """One visitor on one page, who moves one slider."""

    def __init__(self, address: str, number: int, seen: Seen, page: str = "deal") -> None:
        self.url = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
        self.number, self.seen, self.page = number, seen, page
        self.chance = random.Random(number)  # noqa: S311  when and where to move, no secret
        self.sliders: dict[str, tuple[Slider, str]] = {}  # with the fragment each is in

    async def open(self) -> None:
        """Open the page, and read it to its end."""
        self.socket = await websockets.connect(
            self.url, subprotocols=["streamlit"], max_size=None, compression=None, open_timeout=60
        )
        asked = BackMsg()
        asked.rerun_script.page_name = self.page
        await self._run(asked)

    async def close(self) -> None:
        """Leave."""
        await self.socket.close()

    async def move(self) -> float:
        """Move the slider to some place, and return the seconds until the page has followed."""
        slider, fragment = self._chosen()
        steps = round((slider.max - slider.min) / slider.step)
        asked = BackMsg()
        widget = asked.rerun_script.widget_states.widgets.add()
        widget.id = slider.id
        widget.double_array_value.data.append(
            slider.min + self.chance.randint(0, steps) * slider.step
        )
        asked.rerun_script.fragment_id = fragment
        begun = time.perf_counter()
        await self._run(asked)
        return time.perf_counter() - begun

    async def live(self, until: float, think: float) -> None:
        """Open the page and move the slider every ``think`` seconds, until a moment."""
        try:
            await self.open()
            while time.perf_counter() < until:
                await asyncio.sleep(think * self.chance.uniform(0.5, 1.5))
                self.seen.times.append(await self.move())
            await self.close()
        except (OSError, TimeoutError, LookupError, websockets.WebSocketException) as error:
            self.seen.lost.append(f"session {self.number}: {error!r:.200}")

    def _chosen(self) -> tuple[Slider, str]:
        """Choose the slider of this visitor, one of a term of the deal on the page."""
        names = sorted(name for name in self.sliders if "-term_" in name)
        return self.sliders[names[self.number % len(names)]]

    async def _run(self, asked: BackMsg) -> None:
        """Send, and read until the run that this begins has ended."""
        await self.socket.send(asked.SerializeToString())
        while True:
            raw = await asyncio.wait_for(self.socket.recv(), PATIENCE)
            told = ForwardMsg.FromString(raw)
            kind = told.WhichOneof("type")
            if kind == "delta" and told.delta.WhichOneof("type") == "new_element":
                self._note(told)
            elif kind == "script_finished":
                return

    def _note(self, told: ForwardMsg) -> None:
        element = told.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "slider":
            self.sliders[element.slider.id] = (element.slider, told.delta.fragment_id)
        elif kind == "exception":
            raise LookupError(element.exception.message)
        elif kind == "toast":
            place = PLACE.search(element.toast.body)
            if place:
                self.seen.told_busy.add(self.number)
                self.seen.farthest = max(self.seen.farthest, int(place[1]))
