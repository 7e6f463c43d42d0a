"""Names that some program somewhere would run: a spreadsheet, a browser, a database, Typst."""

from functools import cache

from dashboard.report.subject import Subject, subject_of
from models import Study
from tests.dashboard.drawn import DATASET, RUPEES, USUAL

NASTY = (
    "=cmd|' /C calc'!A0",
    "../../etc/passwd",
    "<script>window.pwned=1</script>",
    '#import "@preview/x:1"; #panic()',
    "'; DROP TABLE studies; --",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "![x](https://evil.example/x.png)",
    "[click](https://evil.example/)",
    '<img src="https://evil.example/x" onerror="window.pwned=1">',
    "a;=HYPERLINK(1)",
    "$$\\href{https://evil.example/}{x}$$",
    "\\\\evil.example\\share\\x",
    "CON.json",
    "{{7*7}} ${HOME} `id` %n %s",
    ":red-background[x] :material/delete: :tada:",
    '"><svg onload=window.pwned=1>',
)


def study(first: int = 0) -> Study:
    """A study whose title and names are nasty, from one of them on."""
    words = (NASTY * 2)[first:]
    deals = [
        deal.model_copy(update={"name": words[place]}) for place, deal in enumerate(USUAL.deals)
    ]
    return USUAL.changed(title=words[4], deals=tuple(deals))


@cache
def subject(first: int = 0, *, partner: bool = False) -> Subject:
    told = {"author": NASTY[first], "note": NASTY[first - 1], "link": f"https://x.in/{NASTY[0]}"}
    given = {"partner": True} if partner else told
    return subject_of(study(first).changed(draws=200), DATASET, RUPEES, **given)
