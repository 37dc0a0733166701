"""Rules over the days of a diary (brief 7.2). Each looks at one day and those before it.

"Last 3 days" are a date and the two before it. A day without an answer is no zero and breaks no "2 of 3". A rule whose
`late` is no goes by what was told on time, as trigger and as evidence: what one remembers of a craving days later is
coloured by today.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import fmean

from .facts import Diary, Match, Numbers, View, numbers_of, seen
from .rules import ATTENTION, INFO, RULES, URGENT

SELF_HARM_THOUGHTS, SAFE_NOW = "self_harm_thoughts", "safe_now"
USED, USED_OTHER = "used_ketamine", "used_other"
# Substances that slow breathing down when they meet ketamine, by how their words begin (brief 7.2, `use_risky_mix`).
SEDATING = ("alcohol", "benzo", "opioid", "ghb", "gbl")
# A change for the worse in one of these asks for attention (brief 7.2, `personal_rise`).
ATTENTION_ITEMS = frozenset({"low_mood", "anxiety", "craving"})
HIGHEST_RATING = 10
# How far a day can reach: the longest window that an administrator may set.
LONGEST_WINDOW_DAYS = 28
# Bladder questions are asked once a week, a day early or late (brief 1.5): two such answers are so far apart.
WEEKLY_FROM_DAYS, WEEKLY_TO_DAYS = 5, 14

Number = dict[str, float]
Look = Callable[[View, Number], Match | None]


def of_diary(diary: Diary, numbers: Numbers, only: frozenset[str] | None = None) -> Iterator[Match]:
    """What the rules find on the day that was saved, and on later days that it counts for. `only`: these rules."""
    reach = (diary.saved + timedelta(days=ahead) for ahead in range(1, LONGEST_WINDOW_DAYS))
    for day in (diary.saved, *(day for day in reach if day <= diary.today and day in diary.days)):
        for code, look in _LOOKS.items():
            if only is None or code in only:
                yield from _looked(code, look, diary, day, numbers)


def _looked(code: str, look: Look, diary: Diary, day, numbers: Numbers) -> Iterator[Match]:
    its = numbers_of(code, numbers)
    if its is None:
        return
    found = look(View(diary, day, on_time=not RULES[code].late), its)
    for match in found if isinstance(found, list) else [found] * (found is not None):
        if day == diary.saved or any(piece["date"] == diary.saved.isoformat() for piece in match.evidence):
            yield match


def _say(code: str, severity: str, view: View, *evidence: dict, **more) -> Match:
    return Match(code, severity, view.day, evidence, late=view.late, **more)


def _self_harm(view: View, n: Number) -> Match | None:
    answer, safe = view.number(SELF_HARM_THOUGHTS), view.answers.get(SAFE_NOW)
    told_of = answer is not None and answer >= n["answer_from"]
    if not told_of and safe is not False:
        return None
    waits = view.diary.unanswered and view.day == view.diary.saved and safe is None
    evidence = [seen(SELF_HARM_THOUGHTS, view.day, answer)] if answer is not None else []
    evidence += [seen(SAFE_NOW, view.day, safe)] if safe is not None or waits else []
    is_urgent = safe is False or waits or answer >= n["urgent_from"]
    variant = f"{answer:g}" if answer is not None else ""
    variant += "-no" if safe is False else "-unanswered" if waits else ""
    return _say("self_harm_any", URGENT if is_urgent else ATTENTION, view, *evidence, variant=variant)


def _yes(code: str, severity: str) -> Look:
    """A plain yes to a question."""

    def look(view: View, _: Number) -> Match | None:
        return _say(code, severity, view, seen(code, view.day, True)) if view.is_yes(code) else None

    return look


def _high(code: str, item: str) -> Look:
    """A rating at or above a number on some of the last days, this day among them."""

    def look(view: View, n: Number) -> Match | None:
        high = _days_from(view, n, item)
        return _say(code, ATTENTION, view, *high) if high else None

    return look


def _days_from(view: View, n: Number, item: str) -> list[dict]:
    """The evidence of a rating from `rating_from` on, on `days` of `window_days`; empty when it isn't so, or when this
    day isn't one of them: a calm day raises nothing about those before it."""
    told = view.numbers(item, view.last(n["window_days"]))
    high = {day: number for day, number in told.items() if number >= n["rating_from"]}
    if view.day not in high or len(high) < n["days"]:
        return []
    return [seen(item, day, number) for day, number in high.items()]


def _sleep(view: View, n: Number) -> Match | None:
    days = view.last(n["days"])
    told = view.numbers("sleep_hours", days)
    if len(told) < len(days) or max(told.values()) >= n["hours_below"]:
        return None
    return _say("sleep_low", ATTENTION, view, *(seen("sleep_hours", day, hours) for day, hours in told.items()))


def _elated(view: View, n: Number) -> Match | None:
    if not view.is_yes("elated_no_sleep"):
        return None
    told = view.numbers("sleep_hours", view.last(n["window_days"]))
    short = [seen("sleep_hours", day, hours) for day, hours in told.items() if hours < n["hours_below"]]
    is_urgent = len(short) >= n["days"]
    evidence = [seen("elated_no_sleep", view.day, True), *(short if is_urgent else ())]
    return _say("elated_no_sleep", URGENT if is_urgent else ATTENTION, view, *evidence)


def _abdo(view: View, n: Number) -> Match | None:
    cramps = _days_from(view, n, "k_cramps")
    if view.is_yes("jaundice"):
        return _say("upper_abdo_severe", URGENT, view, seen("jaundice", view.day, True), *cramps)
    return _say("upper_abdo_severe", ATTENTION, view, *cramps) if cramps else None


def _used(view: View, n: Number) -> Match | None:
    if view.day not in view.diary.used_on:
        return None
    days = [day for day in view.last(n["window_days"]) if day in view.diary.used_on]
    is_attention = len(days) >= n["attention_days"]
    told = [seen(USED, day, True) for day in (days if is_attention else [view.day])]
    return _say("any_use", ATTENTION if is_attention else INFO, view, *told)


def _mix(view: View, _: Number) -> Match | None:
    other = view.answers.get(USED_OTHER)
    words = other if isinstance(other, list) else []
    sedating = [word for word in words if str(word).lower().startswith(SEDATING)]
    if not sedating or not (view.is_yes(USED) or view.day in view.diary.used_on):
        return None
    return _say("use_risky_mix", ATTENTION, view, seen(USED, view.day, True), seen(USED_OTHER, view.day, sedating))


def _bladder(view: View, n: Number) -> Match | None:
    day0 = view.diary.day0
    number = (view.day - day0).days if day0 else 0
    now = _bladder_trouble(view, n, view.day)
    if number <= n["after_day"] or not now:
        return None
    asked = [view.day - timedelta(days=back) for back in range(WEEKLY_FROM_DAYS, WEEKLY_TO_DAYS + 1)]
    before = next((day for day in asked if _bladder_answered(view, day)), None)
    trouble = _bladder_trouble(view, n, before) if before else []
    if not trouble:
        return None
    return _say("urinary_persist", ATTENTION, view, *trouble, *now, seen("day_number", view.day, number))


_BLADDER_ITEMS = ("urinary_pain", "urinary_urgency", "nocturia")


def _bladder_answered(view: View, day) -> bool:
    return any(view.number(item, day) is not None for item in _BLADDER_ITEMS)


def _bladder_trouble(view: View, n: Number, day) -> list[dict]:
    told = ((item, view.number(item, day)) for item in _BLADDER_ITEMS)
    return [seen(item, day, number) for item, number in told if number is not None and number >= n[f"{item}_from"]]


def _rises(view: View, n: Number) -> list[Match]:
    found = (_rise(view, n, item, better) for item, better in view.diary.rated.items())
    return [match for match in found if match]


def _rise(view: View, n: Number, item: str, higher_is_better: bool) -> Match | None:
    """Today against her own mean of the days before, today left out of it; mirrored where more is better."""
    now = view.number(item)
    before = view.numbers(item, view.last(n["window_days"] + 1)[:-1])
    if now is None or len(before) < n["minimum_entries"]:
        return None
    worse, high = now - fmean(before.values()), now
    if higher_is_better:
        worse, high = -worse, HIGHEST_RATING - now
    if worse < n["rise"] or high < n["floor"]:
        return None
    severity = ATTENTION if item in ATTENTION_ITEMS else INFO
    told = [seen(item, day, number) for day, number in {**before, view.day: now}.items()]
    return _say("personal_rise", severity, view, *told, subject=item)


def _confidence(view: View, n: Number) -> Match | None:
    craving, sure = view.number("craving"), view.number("control_confidence")
    if craving is None or sure is None or craving < n["craving_from"] or sure > n["confidence_to"]:
        return None
    told = seen("control_confidence", view.day, sure), seen("craving", view.day, craving)
    return _say("confidence_drop", ATTENTION, view, *told)


_LOOKS: dict[str, Look] = {
    "self_harm_any": _self_harm,
    "craving_high": _high("craving_high", "craving"),
    "any_use": _used,
    "use_risky_mix": _mix,
    "sleep_low": _sleep,
    "elated_no_sleep": _elated,
    "psychosis_like": _yes("psychosis_like", URGENT),
    "blood_in_urine": _yes("blood_in_urine", ATTENTION),
    "cannot_urinate": _yes("cannot_urinate", URGENT),
    "urinary_persist": _bladder,
    "upper_abdo_severe": _abdo,
    "seizure": _yes("seizure", URGENT),
    "chest_pain": _yes("chest_pain", URGENT),
    "distress_sustained": _high("distress_sustained", "distress"),
    "personal_rise": _rises,
    "confidence_drop": _confidence,
}
# Those that a single answer can raise as urgent or as a sign that needs a doctor. They are looked at even in a save
# that waits beside a newer one.
SIGNS = frozenset({
    "self_harm_any", "elated_no_sleep", "psychosis_like", "blood_in_urine", "cannot_urinate", "upper_abdo_severe",
    "seizure", "chest_pain",
})  # fmt: skip
