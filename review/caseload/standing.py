"""Where one patient stands: what the order of the list and its filters rest on."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from clinical import missed, phases
from clinical.flags import RANK
from journal.models import Episode, Pause

from ..access import Sharing
from .reading import Flags, Who

SILENT_DAYS = 3  # brief 7.2, `missed_acute`: three days without an entry are worth a look
INFO, ATTENTION, URGENT = RANK["info"], RANK["attention"], RANK["urgent"]
NOTHING_STANDS = -1
MAX = datetime.max.replace(tzinfo=UTC)  # for what isn't waiting at all
REASONS = dict(Pause.Reason.choices)


@dataclass(frozen=True, slots=True)
class Standing:
    """One patient. `flags` is what stands (None: nothing); `unread` how many entries wait for this clinician, since
    `waiting_since`; days are the patient's own."""

    who: Who
    sharing: Sharing | None
    today: date
    began: date
    position: phases.Position | None
    flags: Flags | None
    unread: int
    waiting_since: datetime | None
    days_silent: int
    pause: tuple[str, missed.Pause] | None

    @property
    def scope(self) -> frozenset[str]:
        """What is shared."""
        return self.sharing.scope if self.sharing else frozenset()

    @property
    def patient(self) -> Who:
        """Whose it is."""
        return self.who

    @property
    def name(self) -> str:
        """The name she chose for her clinician to see."""
        return self.who.chosen_name or "no name given"

    @property
    def rank(self) -> int:
        """Of the most urgent flag that stands."""
        if self.flags is None:
            return NOTHING_STANDS
        return URGENT if self.flags.urgent_since else ATTENTION if self.flags.attention_since else INFO

    @property
    def is_silent(self) -> bool:
        """Whether some days went by without an entry; days on which she paused don't count."""
        return self.days_silent >= SILENT_DAYS

    @property
    def is_due(self) -> bool:
        """Whether the clinician meant to look again by today."""
        return self.who.due_on is not None and self.who.due_on <= self.today

    @property
    def is_mine(self) -> bool:
        """Whether she shares with this clinician herself, and not through a team."""
        return bool(self.sharing) and not self.sharing.through

    @property
    def still_using(self) -> bool:
        """Whether she said so."""
        return self.who.precision == Episode.Precision.STILL_USING

    @property
    def paused(self) -> str:
        """Why and until when nothing is expected today; empty when something is."""
        if self.pause is None:
            return ""
        reason, days = self.pause
        return f"paused: {REASONS.get(reason, reason).lower()} to {days.ends_on:%-d %b}"

    def who_first(self) -> tuple:
        """The order of the list (brief 7.3): urgent flags, then attention by age, of both first those that nobody took
        on; then who waits longest for a reading, then who is silent longest, then by name."""
        flags, flagged = self.flags, (0, False, MAX)
        if self.rank == URGENT:
            flagged = (-URGENT, not flags.urgent_open, flags.urgent_since)
        elif self.rank == ATTENTION:
            flagged = (-ATTENTION, not flags.attention_open, flags.attention_since)
        silent_for = self.days_silent if self.is_silent else 0
        return *flagged, self.waiting_since or MAX, -silent_for, self.name.casefold(), self.who.pk


def days_silent(who: Who, began: date, today: date) -> int:
    """As `missed.days_silent`, which is asked only when there are pauses: it looks at day after day."""
    pauses = [days for _, days in who.pauses]
    if pauses:
        written = [who.last_entry] if who.last_entry else []
        return missed.days_silent(written=written, pauses=pauses, began=began, today=today)
    since = max(who.last_entry, began) if who.last_entry else began
    return max((today - since).days - 1, 0)
