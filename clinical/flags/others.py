"""Rules over what isn't a day of the diary: questionnaires, silence, another substance that was stopped, plans, and a
person who asks to be contacted (brief 7.2)."""

from collections.abc import Iterator
from datetime import date, timedelta

from clinical.missed import is_paused

from .facts import Asked, Match, Numbers, Plans, Score, Scores, Silence, Stops, numbers_of, seen
from .rules import ATTENTION, INFO, SELF_HARM, URGENT

PHQ9, GAD7, PHQ9_ITEM9 = "phq9", "gad7", "phq9_9"
SAFE_NOW, WITHIN = "safe_now", "review_within_working_days"
MISSED_ACUTE, MISSED_LATER = "missed_acute", "missed_later"


def of_scores(scores: Scores, numbers: Numbers) -> Iterator[Match]:
    """What an answered questionnaire gives reason to look at. Item 9 counts by itself, total or none."""
    if scores.now.key == PHQ9:
        yield from _item9(scores.now, numbers)
    yield from _high(scores.now, numbers)
    yield from _rise(scores, numbers)


def _item9(now: Score, numbers: Numbers) -> Iterator[Match]:
    n = numbers_of("phq9_item9", numbers)
    if n is None or now.harm is None or now.harm < n["answer_from"]:
        return
    # "No" to the question that follows it is as plain here as after a check-in (brief 4.2).
    is_urgent = now.harm >= n["urgent_from"] or now.safe is False
    evidence = [seen(PHQ9_ITEM9, now.day, now.harm)]
    evidence += [seen(SAFE_NOW, now.day, now.safe)] if now.safe is not None else []
    variant = f"{now.harm}{'-no' if now.safe is False else ''}"
    yield Match("phq9_item9", URGENT if is_urgent else ATTENTION, now.day, tuple(evidence), variant=variant)


def _high(now: Score, numbers: Numbers) -> Iterator[Match]:
    code = f"{now.key}_high"
    n = numbers_of(code, numbers)
    if n is None or now.total is None or now.total < n["total_from"]:
        return
    evidence = [seen(now.key, now.day, now.total)]
    if "soon_from" in n and now.total >= n["soon_from"]:
        evidence.append(seen(WITHIN, now.day, 1))
    yield Match(code, ATTENTION, now.day, tuple(evidence))


def _rise(scores: Scores, numbers: Numbers) -> Iterator[Match]:
    now, code = scores.now, f"{scores.now.key}_rise"
    n = numbers_of(code, numbers)
    if n is None or now.total is None:
        return
    before = next((each for each in _newest_first(scores) if _is_comparable(each, now, n)), None)
    if before and now.total - before.total >= n["rise"]:
        evidence = seen(now.key, before.day, before.total), seen(now.key, now.day, now.total)
        yield Match(code, ATTENTION if now.key == PHQ9 else INFO, now.day, evidence)


def _newest_first(scores: Scores) -> list[Score]:
    return sorted(scores.before, key=lambda each: each.day, reverse=True)


def _is_comparable(before: Score, now: Score, n: dict[str, float]) -> bool:
    age = (now.day - before.day).days
    return before.total is not None and n.get("previous_from_days", 1) <= age <= n.get("previous_to_days", age)


def of_silence(silence: Silence, numbers: Numbers) -> Iterator[Match]:
    """Whole days without an entry: three early on, seven later where writing daily was agreed. Paused days, and today,
    are never missed. Which day since last use it is, is no part of the evidence: silence is shared with everybody who
    shares at all."""
    last = max((day for day in (*silence.written, silence.began) if day), default=None)
    if last is None or is_paused(silence.pauses, silence.today):
        return
    acute = numbers_of(MISSED_ACUTE, numbers)
    number = silence.day_number
    if number is not None and acute and number <= acute["until_day"]:
        code, n = MISSED_ACUTE, acute
    else:
        code, n = MISSED_LATER, numbers_of(MISSED_LATER, numbers) if silence.daily else None
    missed = [day for day in _between(last, silence.today) if not is_paused(silence.pauses, day)]
    if n and len(missed) >= n["silent_days"]:
        heard = [seen("last_entry", last, None)] if last in silence.written else []
        evidence = (*heard, *(seen("no_entry", day, None) for day in missed))
        yield Match(code, ATTENTION if code == MISSED_ACUTE else INFO, silence.today, evidence, subject=str(last))


def _between(last: date, today: date) -> Iterator[date]:
    return (last + timedelta(days=step) for step in range(1, (today - last).days))


def of_stops(stops: Stops, numbers: Numbers) -> Iterator[Match]:
    """Stopping one of a few other substances after near-daily use can be dangerous within days."""
    n = numbers_of("possible_other_withdrawal", numbers)
    for stop in stops.stops if n else ():
        if 0 <= (stops.today - stop.stopped_on).days <= n["stopped_within_days"]:
            evidence = (
                seen("near_daily_other", stop.told_on, stop.substance),
                seen("stopped_other", stop.stopped_on, stop.substance),
            )
            yield Match("possible_other_withdrawal", URGENT, stop.stopped_on, evidence, subject=stop.substance)


def of_plans(plans: Plans, numbers: Numbers) -> Iterator[Match]:
    """No safety plan after an answer about self-harm, or a plan past the day on which to look at it again."""
    n = numbers_of("plan_overdue", numbers)
    if n is None:
        return
    recent = [day for day in plans.self_harm_on if (plans.today - day).days <= n["after_self_harm_days"]]
    if recent and not plans.has_safety_plan:
        evidence = seen("self_harm_any", max(recent), None), seen("safety_plan", plans.today, None)
        yield Match("plan_overdue", INFO, plans.today, evidence, subject="none", more_needs=(SELF_HARM,))
    for kind, due in plans.review_due.items():
        if due < plans.today:
            yield Match("plan_overdue", INFO, plans.today, (seen("plan_review_due", due, kind),), subject=kind)


def of_asked(asked: Asked, numbers: Numbers) -> Iterator[Match]:
    """A direct request beats any rule."""
    if numbers_of("help_requested", numbers) is not None:
        evidence = (seen("help_requested", asked.today, "today" if asked.wants_today else True),)
        subject = "today" if asked.wants_today else ""
        yield Match("help_requested", ATTENTION, asked.today, evidence, subject, variant=asked.occasion)
