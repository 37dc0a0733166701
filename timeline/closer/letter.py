"""A short letter for her doctor about bladder trouble that is still there. Her own answers in plain words: no
diagnosis, no medicine, nothing on anything else. She reads it, changes it, and decides whether anybody gets it."""

from datetime import date
from math import floor

from clinical import bladder
from clinical.bladder import StillThere, Told
from clinical.phases import EXACT
from timeline.words import long_date, plural

LINE_FOR_A_NAME = "____________________"
SIGNS = {
    bladder.BLOOD: "I saw blood or jelly-like bits in my pee.",
    bladder.CANNOT_PEE: "I needed to pee and could not.",
}


def letter(trouble: StillThere, today: date) -> str:
    """The letter, as text with line breaks."""
    lines = [f"- {_reported(told)}" for told in trouble.told]
    signs = [f"{SIGNS[code]} The last time was {long_date(day)}." for code, day in trouble.signs]
    on = "on" if trouble.precision == EXACT else "about"
    return "\n".join(
        [
            long_date(today),
            "",
            "Dear doctor,",
            "",
            f"I stopped using ketamine {on} {long_date(trouble.last_use)}.",
            "That is four weeks ago or more. I still have trouble with my bladder.",
            "",
            *([f"In the last {bladder.LOOK_BACK_DAYS} days I wrote down:", *lines, ""] if lines else []),
            *([*signs, ""] if signs else []),
            "These are my own notes. They are not a test.",
            "Ketamine can harm the bladder. Could you please have a look at this?",
            "Should I see a bladder doctor (urology)?",
            "",
            f"Name: {LINE_FOR_A_NAME}",
            f"Date of birth: {LINE_FOR_A_NAME}",
        ]
    )


def _reported(told: Told) -> str:
    on = f"on {told.yes} of {told.days} {plural(told.days, 'day', 'days')}"
    return {
        bladder.DAY_TRIPS: lambda: f"going to pee {_times(told.mean)} a day",
        bladder.NIGHT_TRIPS: lambda: f"getting up to pee {_times(told.mean)} a night",
        bladder.URGENCY: lambda: f"a sudden urge to pee: {_points(told.mean)}",
        bladder.PAIN: lambda: f"pain in my bladder or when I pee: {_points(told.mean)}",
        bladder.LEAKING: lambda: f"leaking pee {on}",
    }[told.code]()


def _times(mean: float) -> str:
    times = _whole(mean)
    return "less than once" if times == 0 else "about once" if times == 1 else f"about {times} times"


def _points(mean: float) -> str:
    points = _whole(mean)
    return f"{'less than 1' if points == 0 else f'about {points}'} out of 10"


def _whole(mean: float) -> int:
    return floor(mean + 0.5)
