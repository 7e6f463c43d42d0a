"""Charts on paper say what the charts on screen say: laws that hold for every one."""

import json

import pytest

from dashboard.report.drawing import drawn
from dashboard.report.drawing import primitives as base
from tests.dashboard.drawn import ALL, DOLLARS, USUAL, Result, full, of
from tests.dashboard.report.sketched import (
    boxes,
    colours,
    joined,
    kind,
    overlapping,
    pointed,
    read,
    said,
    shown_colours,
    sketch,
    visible,
)

CLOSE = 2e-3  # millimetres: places are rounded

every = pytest.mark.parametrize(
    ("study", "name"), [(study, name) for study in ("usual", "full", "single") for name in ALL]
)


@every
def test_everything_lies_within_the_drawing_and_that_on_a_page(
    studies: dict[str, Result], study: str, name: str
) -> None:
    _, made = sketch(studies[study], name)
    assert made.width == pytest.approx(170.0, abs=CLOSE)
    assert 30.0 < made.height <= 225.0 + CLOSE
    for left, top, right, bottom in boxes(made):
        assert -CLOSE <= left <= right <= made.width + CLOSE
        assert -CLOSE <= top <= bottom <= made.height + CLOSE


@every
def test_no_text_is_too_small_to_be_read(studies: dict[str, Result], study: str, name: str) -> None:
    _, made = sketch(studies[study], name)
    assert min(each["size"] for each in kind(made, "text")) >= 8.0


@every
def test_every_colour_of_the_screen_is_on_paper(
    studies: dict[str, Result], study: str, name: str
) -> None:
    figure, made = sketch(studies[study], name)
    assert colours(figure)
    assert colours(figure) <= shown_colours(made)


@every
def test_every_text_of_the_screen_is_on_paper_except_the_title(
    studies: dict[str, Result], study: str, name: str
) -> None:
    figure, made = sketch(studies[study], name)
    told = joined(said(made))
    assert [each for each in visible(figure) if joined(each) not in told] == []
    assert joined(read(figure.layout.title.text)) not in told


@every
def test_texts_leave_each_other_room(studies: dict[str, Result], study: str, name: str) -> None:
    _, made = sketch(studies[study], name)
    assert overlapping(made) == []


@every
def test_the_hatches_of_the_screen_are_on_paper(
    studies: dict[str, Result], study: str, name: str
) -> None:
    figure, made = sketch(studies[study], name)
    bars = [each for each in figure.data if each.type == "bar"]
    shapes = {str(each.marker.color): each.marker.pattern.shape for each in bars}
    drawn_bars = [each for each in kind(made, "rectangle") if each["fill"] in shapes]
    assert bool(drawn_bars) == any(isinstance(each.marker.color, str) for each in bars)
    for each in drawn_bars:
        hatch = each["hatch"] and each["hatch"]["shape"]
        assert hatch == shapes[each["fill"]]


@every
def test_the_same_figure_gives_the_same_plain_data(
    studies: dict[str, Result], study: str, name: str
) -> None:
    figure, made = sketch(studies[study], name)
    again = json.loads(json.dumps(drawn(figure).as_data(), allow_nan=False))
    assert again == {**made.as_data(), "primitives": list(made.primitives)}


def test_what_is_higher_than_a_page_is_drawn_closer(usual: Result) -> None:
    figure = ALL["served"](*usual, DOLLARS).figure
    low, high = (drawn(figure, tallest_mm=each).height for each in (120, 500))
    assert low == pytest.approx(120, abs=CLOSE)
    assert low < high < figure.layout.height * base.PIXEL


def test_twelve_deals_with_the_longest_names_leave_room_for_their_bars() -> None:
    longest = [f"{number:02} {'as long as a name may ever be ' * 3}"[:79] for number in range(12)]
    deals = [
        deal.model_copy(update={"name": name})
        for deal, name in zip(full().deals, longest, strict=True)
    ]
    result = of(USUAL.changed(deals=tuple(deals)), draws=100)
    for name in ("served", "cost", "score", "time", "map"):
        made = sketch(result, name)[1]
        assert name == "map" or pointed(made, "0") < 0.5 * made.width
        assert overlapping(made) == []
