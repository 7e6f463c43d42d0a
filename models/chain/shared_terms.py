"""Terms that several structures share, in the groups in which the screen shows them.

Units    As declared; MUSD and days become kUSD and years where they enter the formulas.
Sources  Keys of ``sources.csv``; grade D terms say in their help why the default is what it is.
"""

import datetime
import re

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from models.terms import day, flag, number

SCALE, GRADES, OXIDE, STOCKS = "Scale and timing", "Grade mix", "Oxide", "Stocks"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
SCHEME, KNOW_HOW, PLANT = "Indian magnet scheme", "Know-how", "Plant"


class CommonTerms(BaseModel):
    """Terms that every deal has, the baseline included."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    capacity: float = number(
        1000.0,
        label="Magnet capacity",
        unit="t/a",
        low=50.0,
        high=6000.0,
        step=50.0,
        group=SCALE,
        source="MKT033",
        grade="B",
        help="Finished magnets a year at full use. The Indian scheme awards 600 to 1,200 t/a a "
        "winner; 400 t of oxide is officially said to be enough for 1,200 t of magnets.",
    )
    effective_date: datetime.date = day(
        datetime.date(2027, 1, 1),
        label="Effective date",
        low=datetime.date(2026, 11, 1),
        high=datetime.date(2035, 12, 31),
        group=SCALE,
        source="AN02",
        grade="D",
        help="The day the parties decide. Months are counted from here. The default is the "
        "first new year after the date of the data.",
    )
    grade_n: float = number(
        40.0,
        label="Parts of grade N",
        unit="1",
        low=0.0,
        high=100.0,
        step=5.0,
        group=GRADES,
        source="AN02",
        grade="D",
        help="Room-temperature grades: electronics, holding magnets. No dysprosium or terbium.",
    )
    grade_h: float = number(
        20.0,
        label="Parts of grade H",
        unit="1",
        low=0.0,
        high=100.0,
        step=5.0,
        group=GRADES,
        source="AN02",
        grade="D",
        help="120 C class.",
    )
    grade_sh: float = number(
        20.0,
        label="Parts of grade SH",
        unit="1",
        low=0.0,
        high=100.0,
        step=5.0,
        group=GRADES,
        source="AN02",
        grade="D",
        help="150 C class: two-wheeler hub motors and industrial motors.",
    )
    grade_uh: float = number(
        15.0,
        label="Parts of grade UH",
        unit="1",
        low=0.0,
        high=100.0,
        step=5.0,
        group=GRADES,
        source="AN02",
        grade="D",
        help="180 C class: traction motors of electric cars.",
    )
    grade_eh: float = number(
        5.0,
        label="Parts of grade EH",
        unit="1",
        low=0.0,
        high=100.0,
        step=5.0,
        group=GRADES,
        source="AN02",
        grade="D",
        help="200 C class. The default mix follows the guessed split of Indian demand in 2030: "
        "25 % electronics, 45 % vehicles, the rest motors, wind and defence.",
    )
    magnet_stock_india: float = number(
        30.0,
        label="Magnets in stock in India",
        unit="d",
        low=0.0,
        high=365.0,
        step=5.0,
        group=STOCKS,
        source="AN02",
        grade="D",
        help="Days of demand held as finished magnets in India: helps against every hazard. "
        "Indian car makers had two to three weeks when controls hit in 2025.",
    )

    @field_validator("effective_date", "scheme_end", mode="before", check_fields=False)
    @classmethod
    def _plain_date(cls, given: object) -> object:
        """Refuse what pydantic would read as a date too: seconds, and dates with a time."""
        if type(given) is datetime.date or (isinstance(given, str) and DAY.fullmatch(given)):
            return given
        raise ValueError(f"{given!r:.60} is not a date: write it as 2027-01-01")

    @model_validator(mode="after")
    def _some_grade(self) -> "CommonTerms":
        if self.grade_n + self.grade_h + self.grade_sh + self.grade_uh + self.grade_eh <= 0:
            raise ValueError("the parts of the grade mix are all zero: raise at least one")
        return self


class DealTerms(CommonTerms):
    """Terms of every deal in which magnets are made from IREL's oxide."""

    fast_track: float = number(
        0.6,
        label="Steps run in parallel",
        unit="1",
        low=0.0,
        high=1.0,
        step=0.05,
        group=SCALE,
        source="AN02",
        grade="D",
        help="How much of land, permits and negotiation runs in parallel: at 0 each step waits "
        "for the one before, at 1 it begins with it.",
    )
    oxide_share: float = number(
        1.0,
        label="Share of IREL's free oxide",
        unit="1",
        low=0.0,
        high=1.0,
        step=0.05,
        group=OXIDE,
        source="AN02",
        grade="D",
        help="Part of the NdPr oxide that is left after the Indian scheme and goes to this deal.",
    )
    top_up: bool = flag(
        default=True,
        label="Import oxide when IREL falls short",
        group=OXIDE,
        source="AN02",
        grade="D",
        help="If not agreed, production is capped by IREL's oxide.",
    )
    oxide_stock_india: float = number(
        60.0,
        label="Oxide in stock in India",
        unit="d",
        low=0.0,
        high=365.0,
        step=5.0,
        group=STOCKS,
        source="AN02",
        grade="D",
        help="Days of demand held as NdPr oxide in India: helps when mine or separation stop. "
        "IREL held 500 t in 2025.",
    )
    heavy_stock: float = number(
        60.0,
        label="Dysprosium and terbium in stock",
        unit="d",
        low=0.0,
        high=365.0,
        step=5.0,
        group=STOCKS,
        source="AN02",
        grade="D",
        help="Days of demand held as Dy and Tb where the magnets are made: helps when China "
        "stops licences for heavy rare earths.",
    )
