"""Who plays. All of them are made up; the numbers of days count from `began`, day 0 of each one's story."""

from dataclasses import dataclass

from accounts.models import ConsentRecord, Patient
from journal.models import Episode

# Not a secret: it is printed on every start, and `accounts.backends` refuses it wherever the demo doesn't run.
PASSWORD = "quiet river demo"  # noqa: S105
# The code of Kim's open invitation, always the same, so that a newcomer can try sharing.
INVITATION_CODE = "TRYME-SHARE"

RATINGS, QUESTIONNAIRES, USE, NOTES, SAFETY, URGES = ConsentRecord.Scope.values
EVERYTHING = (RATINGS, QUESTIONNAIRES, USE, NOTES, SAFETY, URGES)
EXACT, ABOUT, STILL_USING = Episode.Precision.EXACT, Episode.Precision.ABOUT, Episode.Precision.STILL_USING
STOP, REDUCE, UNSURE = Patient.Goal.STOP, Patient.Goal.REDUCE, Patient.Goal.UNSURE
FRIEND = "demo-friend"  # family or a friend: sees what Sol ticks, and nothing of Robin at present
KIM, JO, ADMINISTRATOR = "demo-clinician", "demo-nurse", "demo-admin"


@dataclass(frozen=True)
class Staff:
    """Somebody who works with patients, or looks after the accounts (`organisation` empty)."""

    username: str
    who: str
    name: str = ""
    organisation: str = ""
    commitment: str = ""


@dataclass(frozen=True)
class LastUse:
    """What is said of last use: its day (None: none to name), how sure, and the day on which another use was told."""

    day0: int | None
    precision: str = EXACT
    ended: int | None = None


@dataclass(frozen=True)
class Share:
    """A clinician was let in on day `since`, for `scope`, until `ended` (None: still), looked every few days, for the
    last time on day `looked`, and read all there was. `whole_team`: it was the team, and this clinician looked."""

    clinician: str
    scope: tuple[str, ...]
    since: int
    looked: int
    ended: int | None = None
    whole_team: bool = False


@dataclass(frozen=True)
class CoverFor:
    """`covering` stands in for `covered` from today on for some days."""

    covered: str
    covering: str
    days: int


@dataclass(frozen=True)
class DemoTeam:
    """Clinicians who look after people together; `lead` leads it."""

    name: str
    organisation: str
    commitment: str
    lead: str
    members: tuple[str, ...]
    covers: tuple[CoverFor, ...] = ()


@dataclass(frozen=True)
class Person:
    """Somebody with a diary. `joined` is the day of signing up, `last_uses` the oldest first."""

    username: str
    name: str
    who: str
    country: str
    zone: str
    began: int
    joined: int
    last_uses: tuple[LastUse, ...]
    goal: str = STOP
    counts: bool = True
    chart: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()


STAFF = (
    Staff(
        KIM,
        "Kim, keyworker of Robin, Mateo, Freya, Sol and Callum, leads the team, and stands in for Jo with Mei",
        name="Kim",
        organisation="Demo Recovery Team",
        commitment="on weekdays, in the morning",
    ),
    Staff(
        JO,
        "Jo, nurse of Callum and Mei, and of Marta with the team: must never learn of the others",
        name="Jo",
        organisation="Demo Health Centre",
        commitment="on Tuesdays and Fridays",
    ),
    Staff(ADMINISTRATOR, "Administrator: accounts and content, no diary"),
)

# Marta shares with all of it; the others with one of them, who may be covered within it.
TEAM = DemoTeam(
    name="River Team",
    organisation="Demo Recovery Team",
    commitment="on weekdays, in the morning",
    lead=KIM,
    members=(KIM, JO),
    covers=(CoverFor(covered=JO, covering=KIM, days=7),),
)

PEOPLE = (
    Person(
        "noor",
        "Noor",
        "day 0: signed up today, nothing written yet",
        country="IE",
        zone="Europe/Dublin",
        began=0,
        joined=0,
        last_uses=(LastUse(0),),
        counts=False,
    ),
    Person(
        "robin",
        "Robin",
        "day 3, the hardest days",
        country="GB",
        zone="Europe/London",
        began=3,
        joined=0,
        last_uses=(LastUse(0),),
        chart=("craving", "anxiety"),
        shares=(Share(KIM, EVERYTHING, since=1, looked=1),),
    ),
    Person(
        "mateo",
        "Mateo",
        "day 16, weeks 2 to 4",
        country="US",
        zone="America/Chicago",
        began=16,
        joined=1,
        last_uses=(LastUse(0),),
        shares=(Share(KIM, (RATINGS, USE, NOTES), since=5, looked=14),),
    ),
    Person(
        "freya",
        "Freya",
        "day 121: after the first month, a long diary",
        country="AU",
        zone="Australia/Melbourne",
        began=121,
        joined=0,
        last_uses=(LastUse(0),),
        chart=("craving", "low_mood", "concentration"),
        shares=(
            Share(KIM, (RATINGS, QUESTIONNAIRES, USE, SAFETY), since=11, looked=118),
            Share(JO, (RATINGS,), since=30, looked=61, ended=64),
        ),
    ),
    Person(
        "sol",
        "Sol",
        "a lapse on day 38, now day 22 of a new count",
        country="CA",
        zone="America/Toronto",
        began=60,
        joined=2,
        last_uses=(LastUse(0, ended=39), LastUse(38)),
        chart=("craving", "low_mood", "sleep_hours"),
        shares=(Share(KIM, EVERYTHING, since=6, looked=58),),
    ),
    Person(
        "marta",
        "Marta",
        "day 24, has written nothing for 9 days",
        country="PT",
        zone="Europe/Lisbon",
        began=24,
        joined=1,
        last_uses=(LastUse(0),),
        goal=UNSURE,
        counts=False,
        shares=(Share(KIM, EVERYTHING, since=2, looked=14, whole_team=True),),
    ),
    Person(
        "callum",
        "Callum",
        "about day 45, with bladder trouble",
        country="NZ",
        zone="Pacific/Auckland",
        began=45,
        joined=9,
        last_uses=(LastUse(0, ABOUT),),
        counts=False,
        chart=("urinary_pain", "urinary_frequency", "nocturia"),
        shares=(
            Share(KIM, EVERYTHING, since=12, looked=42),
            Share(JO, (RATINGS,), since=20, looked=35),
        ),
    ),
    Person(
        "mei",
        "Mei",
        "still using and cutting down, no day 0",
        country="HK",
        zone="Asia/Hong_Kong",
        began=42,
        joined=0,
        last_uses=(LastUse(None, STILL_USING),),
        goal=REDUCE,
        counts=False,
        chart=("craving", "fatigue"),
        shares=(Share(JO, (RATINGS, USE, NOTES), since=10, looked=38),),
    ),
)
