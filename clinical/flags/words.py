"""A flag as a sentence that can be checked: numbers and dates from its evidence, and nothing else."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from clinical.trends import one_decimal

CLINICIAN, PATIENT = "clinician", "patient"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
SAFE_SAID = {
    True: "said to be safe for now",
    False: "said not to be safe, or not sure",
    None: "no answer to “safe now?”",
}
HERS_SAFE = {
    True: "",
    False: ", and that you were not sure to be safe",
    None: ", and that “safe now?” had no answer yet",
}
OTHER_WORDS = {
    "alcohol": "alcohol",
    "benzodiazepines": "benzodiazepines",
    "ghb": "GHB or GBL",
    "opioids": "opioids",
}
PLAN_WORDS = {"safety": "safety plan", "staying_well": "staying-well plan"}
ANSWERED_0_TO_3 = "of 3"

Evidence = Sequence[Mapping[str, object]]
Labels = Mapping[str, str]


def explain(code: str, evidence: Evidence, to: str = CLINICIAN, labels: Labels | None = None) -> str:
    """What was seen, in one or two sentences. `evidence` is a list of `{"code", "date", "value"}`, dates as dates or as
    ISO text. `labels` are the names of symptoms by code. To the PATIENT it says what her team was shown of her."""
    told = [_Line(each["code"], _day(each["date"]), each["value"]) for each in evidence]
    says = _SAYS.get(code, _as_it_is)
    clinician, patient = says(told, labels or {})
    return f"We showed your team that {patient}." if to == PATIENT else f"{clinician[0].upper()}{clinician[1:]}."


class _Line:
    """One piece of evidence."""

    def __init__(self, code: str, day: date, value: object):
        self.code, self.day, self.value = code, day, value


Told = list[_Line]
Pair = tuple[str, str]


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _on(day: date, year: bool = True) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}{f' {day.year}' if year else ''}"


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _dates(days: Iterable[date]) -> str:
    days = sorted(set(days))
    same_year = len({day.year for day in days}) == 1
    return _listed(_on(day, not same_year or day == days[-1]) for day in days)


def _number(value: object) -> str:
    return f"{value:g}" if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)


def _count(number: int, one: str = "day") -> str:
    word = COUNTED[number] if number < len(COUNTED) else str(number)
    return f"{word} {one}" if number == 1 else f"{word} {one}s"


def _of(told: Told, *codes: str) -> Told:
    return sorted((each for each in told if each.code in codes), key=lambda each: each.day)


def _one(told: Told, code: str) -> _Line | None:
    return next(iter(_of(told, code)), None)


def _label(code: str, labels: Labels) -> str:
    return labels.get(code) or code.replace("_", " ")


def _lower(label: str) -> str:
    return f"{label[:1].lower()}{label[1:]}"


def _values(lines: Told) -> str:
    """“8 on 1 Mar and 9 on 3 Mar 2026”."""
    same_year = len({each.day.year for each in lines}) == 1
    last = lines[-1]
    return _listed(f"{_number(each.value)} on {_on(each.day, not same_year or each is last)}" for each in lines)


def _or_more(lines: Told) -> str:
    """“8 or more on two days”, as the person reads it."""
    least = _number(min(each.value for each in lines))
    more = "" if len({each.value for each in lines}) == 1 else " or more"
    return f"{least}{more} on {_count(len(lines))}" if len(lines) > 1 else f"{least} on {_on(lines[0].day)}"


def _or_less(lines: Told, unit: str) -> str:
    most = max(each.value for each in lines)
    return f"{_number(most)} {unit} or less on {_count(len(lines))}"


def _safe(told: Told) -> str:
    safe = _one(told, "safe_now")
    return "" if safe is None else f"; {SAFE_SAID[safe.value]}"


def _self_harm(told: Told, labels: Labels) -> Pair:
    told_of = _one(told, "self_harm_thoughts")
    if told_of is None:
        return _as_it_is(told, labels)
    answer = f"thoughts of self-harm: {_number(told_of.value)} {ANSWERED_0_TO_3} on {_on(told_of.day)}{_safe(told)}"
    return answer, f"you told of thoughts of harming yourself on {_on(told_of.day)}{_hers_safe(told)}"


def _hers_safe(told: Told) -> str:
    safe = _one(told, "safe_now")
    return "" if safe is None else HERS_SAFE[safe.value]


def _item9(told: Told, _: Labels) -> Pair:
    item = _one(told, "phq9_9")
    answer = f"PHQ-9 item 9: {_number(item.value)} {ANSWERED_0_TO_3} on {_on(item.day)}{_safe(told)}"
    return answer, f"you told of thoughts of harming yourself in a questionnaire on {_on(item.day)}{_hers_safe(told)}"


def _total(key: str, title: str, about: str) -> Callable[[Told, Labels], Pair]:
    def says(told: Told, _: Labels) -> Pair:
        *before, now = _of(told, key)
        clinician = f"{title} total {_number(now.value)} on {_on(now.day)}"
        patient = f"the total of your {about} questionnaire was {_number(now.value)} on {_on(now.day)}"
        if before:
            was = f"{_number(before[0].value)} on {_on(before[0].day)}"
            clinician += f", {now.value - before[0].value:+g} from {was}"
            patient += f", and {was}"
        if _one(told, "review_within_working_days"):
            clinician += ". Review within 1 working day"
        return clinician, patient

    return says


def _each(code: str) -> Callable[[Told, Labels], Pair]:
    """One rating on some days."""

    def says(told: Told, labels: Labels) -> Pair:
        lines, label = _of(told, code), _label(code, labels)
        return f"{label} was {_values(lines)}", f"your {_lower(label)} was {_or_more(lines)}"

    return says


def _yes(code: str) -> Callable[[Told, Labels], Pair]:
    """A yes to a question."""

    def says(told: Told, labels: Labels) -> Pair:
        label, days = _label(code, labels), _dates(each.day for each in _of(told, code))
        return f"{label}: yes on {days}", f"you said yes to “{label}” on {days}"

    return says


def _use(told: Told, _: Labels) -> Pair:
    days = [each.day for each in _of(told, "used_ketamine")]
    if len(days) == 1:
        return f"ketamine used on {_on(days[0])}", f"you told of use on {_on(days[0])}"
    within = (max(days) - min(days)).days + 1
    clinician = f"ketamine used on {_count(len(days))} within {within} days: {_dates(days)}"
    return clinician, f"you told of use on {_count(len(days))} within {within} days"


def _mix(told: Told, _: Labels) -> Pair:
    other = _one(told, "used_other")
    words = other.value if isinstance(other.value, (list, tuple)) else [other.value]
    with_ = _listed(_lower(str(word)) for word in words)
    return f"ketamine and {with_} on {_on(other.day)}", f"you told of ketamine and {with_} on {_on(other.day)}"


def _other_withdrawal(told: Told, _: Labels) -> Pair:
    stopped = _one(told, "stopped_other")
    what = OTHER_WORDS.get(str(stopped.value), str(stopped.value))
    clinician = f"stopped {what} on {_on(stopped.day)}, after using it nearly every day. Withdrawal can be dangerous"
    return clinician, f"you stopped {what} on {_on(stopped.day)}, after using it nearly every day"


def _silence(told: Told, _: Labels) -> Pair:
    missed, last = _of(told, "no_entry"), _one(told, "last_entry")
    since = f". Last heard of on {_on(last.day)}" if last else ". No entry so far"
    days = _count(len(missed), "whole day")
    span = f"{_on(missed[0].day, False)} to {_on(missed[-1].day)}" if len(missed) > 1 else _on(missed[0].day)
    return f"no entry for {days} ({span}){since}", f"there was no entry for {days}, up to {_on(missed[-1].day)}"


def _sleep(told: Told, _: Labels) -> Pair:
    lines = _of(told, "sleep_hours")
    return f"hours of sleep: {_values(lines)}", f"you slept {_or_less(lines, 'hours')} in a row"


def _elated(told: Told, labels: Labels) -> Pair:
    clinician, patient = _yes("elated_no_sleep")(told, labels)
    slept = _of(told, "sleep_hours")
    if slept:
        clinician += f". Hours of sleep: {_values(slept)}"
        patient += f", and slept {_or_less(slept, 'hours')}"
    return clinician, patient


def _bladder(told: Told, labels: Labels) -> Pair:
    codes = [code for code in ("urinary_pain", "urinary_urgency", "nocturia") if _of(told, code)]
    parts = [f"{_label(code, labels)} was {_values(_of(told, code))}" for code in codes]
    number = _one(told, "day_number")
    after = f", day {_number(number.value)} since last use" if number else ""
    days = _dates(each.day for each in _of(told, *codes))
    return f"{'; '.join(parts)}{after}", f"you told of bladder trouble on {days}"


def _abdo(told: Told, labels: Labels) -> Pair:
    parts = [says(told, labels) for says, code in ((_yes("jaundice"), "jaundice"), (_each("k_cramps"), "k_cramps"))
             if _of(told, code)]  # fmt: skip
    return "; ".join(part[0] for part in parts), _listed(part[1] for part in parts)


def _rise(told: Told, labels: Labels) -> Pair:
    *before, now = sorted(told, key=lambda each: each.day)
    label, mean = _label(now.code, labels), sum(each.value for each in before) / len(before)
    own = f"{_number(round(mean, 2))}, the mean of {len(before)} answers from {_on(before[0].day, False)}"
    clinician = f"{label} was {_number(now.value)} on {_on(now.day)}, against {own} to {_on(before[-1].day)}"
    usual = f"about {_number(one_decimal(mean))} in the days before"
    return clinician, f"your answer to “{label}” was {_number(now.value)} on {_on(now.day)}, and {usual}"


def _confidence(told: Told, labels: Labels) -> Pair:
    craving, sure = _one(told, "craving"), _one(told, "control_confidence")
    high, low = _number(craving.value), _number(sure.value)
    names = _label("craving", labels), _label("control_confidence", labels)
    clinician = f"{names[0]} {high} and {_lower(names[1])} {low} on {_on(craving.day)}"
    return clinician, f"your craving was {high} and your confidence {low} on {_on(craving.day)}"


def _help(told: Told, _: Labels) -> Pair:
    asked = _one(told, "help_requested")
    when = ", if possible today" if asked.value == "today" else ""
    return f"asked to be contacted on {_on(asked.day)}{when}", f"you asked to be contacted on {_on(asked.day)}{when}"


def _plan(told: Told, _: Labels) -> Pair:
    due = _one(told, "plan_review_due")
    if due:
        plan = PLAN_WORDS.get(str(due.value), "plan")
        return f"{plan}: was to be looked at again by {_on(due.day)}", (
            f"your {plan} was to be looked at again by {_on(due.day)}"
        )
    told_of = _one(told, "self_harm_any")
    return (
        f"no safety plan yet, after an answer about self-harm on {_on(told_of.day)}",
        f"there is no safety plan yet, after your answer about harming yourself on {_on(told_of.day)}",
    )


def _as_it_is(told: Told, labels: Labels) -> Pair:
    """A rule without words of its own: what was answered, as it is."""
    parts = _listed(f"{_label(each.code, labels)} {_number(each.value)} on {_on(each.day)}" for each in told)
    return parts, f"you answered: {parts}"


_SAYS: dict[str, Callable[[Told, Labels], Pair]] = {
    "self_harm_any": _self_harm,
    "phq9_item9": _item9,
    "phq9_high": _total("phq9", "PHQ-9", "mood"),
    "phq9_rise": _total("phq9", "PHQ-9", "mood"),
    "gad7_high": _total("gad7", "GAD-7", "worry"),
    "gad7_rise": _total("gad7", "GAD-7", "worry"),
    "craving_high": _each("craving"),
    "any_use": _use,
    "use_risky_mix": _mix,
    "possible_other_withdrawal": _other_withdrawal,
    "missed_acute": _silence,
    "missed_later": _silence,
    "sleep_low": _sleep,
    "elated_no_sleep": _elated,
    "urinary_persist": _bladder,
    "upper_abdo_severe": _abdo,
    "distress_sustained": _each("distress"),
    "personal_rise": _rise,
    "confidence_drop": _confidence,
    "help_requested": _help,
    "plan_overdue": _plan,
} | {code: _yes(code) for code in ("psychosis_like", "blood_in_urine", "cannot_urinate", "seizure", "chest_pain")}
