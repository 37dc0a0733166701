"""What can be measured, by name: the pages of a story, each with the ratio to the minimal page that it should reach."""

from dataclasses import dataclass
from datetime import date, timedelta

LAST_MONTH = (date.today().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")

# Diaries by name: everybody who visits has one of each.
HALF_A_YEAR, TEN_YEARS = "half-a-year", "ten-years"
# The clinician of 200 patients with a diary of a year each, and 3,000 flags that stand; and the one of 2,740 patients,
# who wrote a million entries. Everybody who visits logs in as the same one.
CASELOAD, MILLION = "caseload", "million"


@dataclass(frozen=True)
class Page:
    """A page that a signed-in person asks for, or whose form she sends. `whose`: with which diary, or which caseload;
    `{patient}` in its path stands for one of the caseload."""

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
    "caseload": (
        Page("caseload_get", "/admin/", at_least=0.15, whose=CASELOAD),
        Page("caseload_anew_get", "/admin/?anew", whose=CASELOAD),
        Page("patient_get", "/admin/accounts/patient/{patient}/change/", whose=CASELOAD),
        Page("patient_anew_get", "/admin/accounts/patient/{patient}/change/?anew", whose=CASELOAD),
    ),
    # The last page may take one and a half times what the first one takes.
    "entries": (
        Page("caseload_many_get", "/admin/", whose=MILLION),  # which notes how far was read
        Page("entries_first_get", "/admin/journal/entry/", whose=MILLION),
        Page("entries_last_get", "/admin/journal/entry/?last", whose=MILLION),
        Page("entries_unread_get", "/admin/journal/entry/?reading=unread", whose=MILLION),
    ),
}
