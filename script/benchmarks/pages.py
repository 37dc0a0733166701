"""What can be measured, by name: the pages of a story, each with the ratio to the minimal page that it should reach."""

from dataclasses import dataclass
from datetime import date, timedelta

LAST_MONTH = (date.today().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")

# Diaries by name: everybody who visits has one of each.
HALF_A_YEAR, TEN_YEARS = "half-a-year", "ten-years"


@dataclass(frozen=True)
class Page:
    """A page that a signed-in patient asks for, or whose form she sends. `whose`: with which diary."""

    name: str
    path: str
    sends: bool = False
    at_least: float | None = None
    whose: str = HALF_A_YEAR


MINIMAL = Page("minimal", "/minimal/")
STORIES = {
    "checkin": (
        Page("checkin_get", "/journal/today/", at_least=0.6),
        Page("checkin_post", "/journal/today/", sends=True, at_least=0.25),
        Page("history_get", f"/journal/?month={LAST_MONTH}", at_least=0.4),
    ),
    # Ten years may take three times what half a year takes.
    "timeline": (
        Page("timeline_get", "/timeline/?range=all", at_least=0.35),
        Page("timeline_10y_get", "/timeline/?range=all", at_least=0.35 / 3, whose=TEN_YEARS),
        # The same when nothing of it is in memory.
        Page("timeline_anew_get", "/timeline/?range=all&anew"),
        Page("timeline_10y_anew_get", "/timeline/?range=all&anew", whose=TEN_YEARS),
    ),
}
