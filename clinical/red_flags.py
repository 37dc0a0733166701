"""Signs that need a doctor, how soon, and what to do about them (brief 4.5). Advice, never a diagnosis.

The texts name "your emergency number" and no other; the page puts the number of her country beside them. Each text is
a draft that a clinician must sign before anybody relies on it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# Most urgent first (brief 4.5).
EMERGENCY, SAME_DAY, SOON = "emergency", "same_day", "soon"
LEVELS = (EMERGENCY, SAME_DAY, SOON)
LEVEL_WORDS = {EMERGENCY: "Get help now", SAME_DAY: "See a doctor today", SOON: "Book a visit"}

# "Severe upper tummy pain" is asked as cramps, 0 to 10; from here on they are severe (brief 7.2, `upper_abdo_severe`).
CRAMPS_SEVERE_FROM = 8
# Bladder trouble that goes on after so many days since last use calls for a visit (brief 4.5), and what counts as such
# trouble (brief 7.2, `urinary_persist`): points out of 10, and trips to pee in a night.
BLADDER_SHOULD_EASE_DAYS = 28
BLADDER_TROUBLE_FROM = {"urinary_pain": 4, "urinary_urgency": 4, "nocturia": 2}

# The questions whose yes has a text of its own here, in families: the most urgent of a family first.
_ALONE, _BLADDER = ("seizure", "chest_pain"), ("cannot_urinate", "blood_in_urine")
_MIND, _TUMMY = ("psychosis_like", "elated_no_sleep"), ("jaundice",)
KNOWN = frozenset({*_ALONE, *_BLADDER, *_MIND, *_TUMMY})

Ratings = Mapping[str, object]


@dataclass(frozen=True)
class Advice:
    """What to do about something she said. `codes` are the questions that called for it."""

    codes: tuple[str, ...]
    level: str
    title: str
    text: str


_TEXTS = {  # by sign: how soon, title, text
    "seizure": (
        EMERGENCY,
        "A fit, or a blackout with shaking",
        "Call your emergency number now, even if it is over. Don't stay alone, and don't drive. "
        "Tell them what you have taken, and what you have stopped taking.",
    ),
    "chest_pain": (
        EMERGENCY,
        "Chest pain",
        "Call your emergency number now if the pain is there. Also call if you are short of breath, or if you passed "
        "out. If the pain is gone, see a doctor today.",
    ),
    "cannot_urinate": (
        EMERGENCY,
        "You can't pee",
        "Go to a hospital emergency department now, or call your emergency number. Don't wait for it to pass. "
        "If you can pee again, see a doctor today all the same. Tell them you have used ketamine.",
    ),
    "unsafe": (
        EMERGENCY,
        "You don't feel safe",
        "Call your emergency number now, or ask somebody to call for you. Don't stay alone. "
        "Tell them what you see, hear or fear, and how much you have slept.",
    ),
    "psychosis_like": (
        SAME_DAY,
        "Seeing, hearing or fearing things others don't",
        "See a doctor or a crisis team today. Ask somebody you trust to stay with you. "
        "If you don't feel safe, call your emergency number now.",
    ),
    "elated_no_sleep": (
        SAME_DAY,
        "Full of energy with almost no sleep",
        "If this is the second night or more, see a doctor today. If it is the first, tell somebody you trust, and see "
        "a doctor tomorrow if it goes on. If you don't feel safe, call your emergency number now.",
    ),
    "jaundice_and_cramps": (
        SAME_DAY,
        "Yellow skin or dark pee, and strong tummy pain",
        "See a doctor today. Please don't wait until tomorrow. If no doctor can see you, go to a hospital. "
        "If you have a fever, keep being sick or feel confused, call your emergency number now.",
    ),
    "jaundice": (
        SAME_DAY,
        "Yellow eyes or skin, or very dark pee",
        "See a doctor today. A blood test can show how your liver is. "
        "If you have a fever or feel confused, call your emergency number now.",
    ),
    "k_cramps": (
        SAME_DAY,
        "Very strong tummy cramps",
        "If the pain is still this strong, see a doctor today. Tell them you have used ketamine. "
        "If you have a fever or keep being sick, call your emergency number now.",
    ),
    "blood_in_urine": (
        SAME_DAY,
        "Blood in your pee",
        "See a doctor today, or within two days if today can't be done. Tell them you have used ketamine. "
        "If you have a fever, the shivers or back pain, it must be today. "
        "If you can't pee, go to a hospital emergency department now.",
    ),
    "bladder_goes_on": (
        SOON,
        "Bladder trouble that goes on",
        "When it is still there after four weeks, it needs a look. Book a visit to your doctor. "
        "Tell them you have used ketamine. Ask if you should see a bladder doctor (urology). "
        "If you get a fever, the shivers or back pain, go today.",
    ),
}
_GENERAL_TEXT = (
    "See or call a doctor today about this. "
    "If it gets worse fast, or you don't feel safe, call your emergency number now."
)


def advice_for(
    ratings: Ratings, days_since_use: int | None = None, red_flags: Mapping[str, str] | None = None
) -> tuple[Advice, ...]:
    """The advice that a day's answers call for, most urgent first; empty when there is none.

    `days_since_use` is her day number, None if unknown. `red_flags` are the codes of the catalogue's red flags with
    their labels: a yes to one for which there is no text of its own here gets a general one under its label. Only a
    plain yes counts, so a red flag must be a yes-or-no question.
    """
    found = [*_alone(ratings), *_bladder(ratings, days_since_use), *_mind(ratings), *_tummy(ratings)]
    found += _others(ratings, red_flags or {})
    return tuple(sorted(found, key=lambda advice: LEVELS.index(advice.level)))


def bladder_goes_on(*codes: str) -> Advice:
    """What to do about bladder trouble that is still there four weeks after stopping (`clinical.bladder` says when)."""
    return _say("bladder_goes_on", *codes)


def _alone(ratings: Ratings) -> Iterator[Advice]:
    yield from (_say(code, code) for code in _ALONE if _yes(ratings, code))


def _bladder(ratings: Ratings, days_since_use: int | None) -> Iterator[Advice]:
    """One piece of advice, as the most urgent covers the rest."""
    said = [code for code in _BLADDER if _yes(ratings, code)]
    trouble = [code for code, least in BLADDER_TROUBLE_FROM.items() if _at_least(ratings, code, least)]
    if said:
        yield _say(said[0], *said)
    elif trouble and days_since_use is not None and days_since_use > BLADDER_SHOULD_EASE_DAYS:
        yield bladder_goes_on(*trouble)


def _mind(ratings: Ratings) -> Iterator[Advice]:
    """An emergency once she says that she isn't safe."""
    said = [code for code in _MIND if _yes(ratings, code)]
    if said and ratings.get("safe_now") is False:
        yield _say("unsafe", *said)
    else:
        yield from (_say(code, code) for code in said)


def _tummy(ratings: Ratings) -> Iterator[Advice]:
    jaundice, severe = _yes(ratings, "jaundice"), _at_least(ratings, "k_cramps", CRAMPS_SEVERE_FROM)
    if jaundice and severe:
        yield _say("jaundice_and_cramps", "jaundice", "k_cramps")
    elif jaundice or severe:
        code = "jaundice" if jaundice else "k_cramps"
        yield _say(code, code)


def _others(ratings: Ratings, red_flags: Mapping[str, str]) -> Iterator[Advice]:
    for code, label in red_flags.items():
        if code not in KNOWN and _yes(ratings, code):
            yield Advice((code,), SAME_DAY, label, _GENERAL_TEXT)


def _say(text: str, *codes: str) -> Advice:
    return Advice(codes, *_TEXTS[text])


def _yes(ratings: Ratings, code: str) -> bool:
    return ratings.get(code) is True


def _at_least(ratings: Ratings, code: str, least: float) -> bool:
    value = ratings.get(code)
    return isinstance(value, (int, float)) and value >= least
