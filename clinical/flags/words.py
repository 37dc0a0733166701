"""A flag as a sentence that can be checked: numbers and dates from its evidence, and nothing else."""

from collections.abc import Callable, Mapping, Sequence

from clinical.trends import one_decimal

from . import phrasing as say
from .phrasing import Labels, Pair, Told

CLINICIAN, PATIENT = "clinician", "patient"
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
PLAN_WORDS = {"safety": "safety plan", "staying-well": "staying-well plan"}
ANSWERED_0_TO_3 = "of 3"

Evidence = Sequence[Mapping[str, object]]
Says = Callable[[Told, Labels], Pair]


def explain(code: str, evidence: Evidence, to: str = CLINICIAN, labels: Labels | None = None) -> str:
    """What was seen, in one or two sentences. `evidence` is a list of `{"code", "date", "value"}`, dates as dates or as
    ISO text. `labels` are the names of symptoms by code. To the PATIENT it says what her team was shown of her."""
    told = [say.Line(each["code"], say.day(each["date"]), each["value"]) for each in evidence]
    says = _SAYS.get(code, _as_it_is)
    clinician, patient = says(told, labels or {})
    return f"We showed your team that {patient}." if to == PATIENT else f"{clinician[0].upper()}{clinician[1:]}."


def _safe(told: Told) -> str:
    safe = say.one(told, "safe_now")
    return "" if safe is None else f"; {SAFE_SAID[safe.value]}"


def _self_harm(told: Told, labels: Labels) -> Pair:
    told_of = say.one(told, "self_harm_thoughts")
    if told_of is None:
        return _as_it_is(told, labels)
    day = say.on(told_of.day)
    clinician = f"thoughts of self-harm: {say.number(told_of.value)} {ANSWERED_0_TO_3} on {day}{_safe(told)}"
    return clinician, f"you told of thoughts of harming yourself on {day}{_hers_safe(told)}"


def _hers_safe(told: Told) -> str:
    safe = say.one(told, "safe_now")
    return "" if safe is None else HERS_SAFE[safe.value]


def _item9(told: Told, _: Labels) -> Pair:
    item = say.one(told, "phq9_9")
    day = say.on(item.day)
    clinician = f"PHQ-9 item 9: {say.number(item.value)} {ANSWERED_0_TO_3} on {day}{_safe(told)}"
    return clinician, f"you told of thoughts of harming yourself in a questionnaire on {day}{_hers_safe(told)}"


def _total(key: str, title: str, about: str) -> Says:
    def says(told: Told, _: Labels) -> Pair:
        *before, now = say.of(told, key)
        clinician = f"{title} total {say.number(now.value)} on {say.on(now.day)}"
        patient = f"the total of your {about} questionnaire was {say.number(now.value)} on {say.on(now.day)}"
        if before:
            was = f"{say.number(before[0].value)} on {say.on(before[0].day)}"
            clinician += f", {now.value - before[0].value:+g} from {was}"
            patient += f", and {was}"
        if say.one(told, "review_within_working_days"):
            clinician += ". Review within 1 working day"
        return clinician, patient

    return says


def _each(code: str) -> Says:
    """One rating on some days."""

    def says(told: Told, labels: Labels) -> Pair:
        lines, label = say.of(told, code), say.label(code, labels)
        return f"{label} was {say.values(lines)}", f"your {say.lower(label)} was {say.or_more(lines)}"

    return says


def _yes(code: str) -> Says:
    """A yes to a question."""

    def says(told: Told, labels: Labels) -> Pair:
        label, days = say.label(code, labels), say.dates(each.day for each in say.of(told, code))
        return f"{label}: yes on {days}", f"you said yes to “{label}” on {days}"

    return says


def _use(told: Told, _: Labels) -> Pair:
    days = [each.day for each in say.of(told, "used_ketamine")]
    if len(days) == 1:
        return f"ketamine used on {say.on(days[0])}", f"you told of use on {say.on(days[0])}"
    within = (max(days) - min(days)).days + 1
    clinician = f"ketamine used on {say.count(len(days))} within {within} days: {say.dates(days)}"
    return clinician, f"you told of use on {say.count(len(days))} within {within} days"


def _mix(told: Told, _: Labels) -> Pair:
    other = say.one(told, "used_other")
    words = other.value if isinstance(other.value, (list, tuple)) else [other.value]
    with_ = say.listed(say.lower(str(word)) for word in words)
    return f"ketamine and {with_} on {say.on(other.day)}", f"you told of ketamine and {with_} on {say.on(other.day)}"


def _other_withdrawal(told: Told, _: Labels) -> Pair:
    stopped = say.one(told, "stopped_other")
    what = OTHER_WORDS.get(str(stopped.value), str(stopped.value))
    clinician = f"stopped {what} on {say.on(stopped.day)}, after using it nearly every day. Withdrawal can be dangerous"
    return clinician, f"you stopped {what} on {say.on(stopped.day)}, after using it nearly every day"


def _silence(told: Told, _: Labels) -> Pair:
    missed, last = say.of(told, "no_entry"), say.one(told, "last_entry")
    since = f". Last heard of on {say.on(last.day)}" if last else ". No entry so far"
    days = say.count(len(missed), "whole day")
    span = f"{say.on(missed[0].day, False)} to {say.on(missed[-1].day)}" if len(missed) > 1 else say.on(missed[0].day)
    return f"no entry for {days} ({span}){since}", f"there was no entry for {days}, up to {say.on(missed[-1].day)}"


def _sleep(told: Told, _: Labels) -> Pair:
    lines = say.of(told, "sleep_hours")
    return f"hours of sleep: {say.values(lines)}", f"you slept {say.or_less(lines, 'hours')} in a row"


def _elated(told: Told, labels: Labels) -> Pair:
    clinician, patient = _yes("elated_no_sleep")(told, labels)
    slept = say.of(told, "sleep_hours")
    if slept:
        clinician += f". Hours of sleep: {say.values(slept)}"
        patient += f", and slept {say.or_less(slept, 'hours')}"
    return clinician, patient


def _bladder(told: Told, labels: Labels) -> Pair:
    codes = [code for code in ("urinary_pain", "urinary_urgency", "nocturia") if say.of(told, code)]
    parts = [f"{say.label(code, labels)} was {say.values(say.of(told, code))}" for code in codes]
    number = say.one(told, "day_number")
    after = f", day {say.number(number.value)} since last use" if number else ""
    days = say.dates(each.day for each in say.of(told, *codes))
    return f"{'; '.join(parts)}{after}", f"you told of bladder trouble on {days}"


def _abdo(told: Told, labels: Labels) -> Pair:
    parts = [says(told, labels) for says, code in ((_yes("jaundice"), "jaundice"), (_each("k_cramps"), "k_cramps"))
             if say.of(told, code)]  # fmt: skip
    return "; ".join(part[0] for part in parts), say.listed(part[1] for part in parts)


def _rise(told: Told, labels: Labels) -> Pair:
    *before, now = sorted(told, key=lambda each: each.day)
    label, mean = say.label(now.code, labels), sum(each.value for each in before) / len(before)
    own = f"{say.number(round(mean, 2))}, the mean of {len(before)} answers from {say.on(before[0].day, False)}"
    clinician = f"{label} was {say.number(now.value)} on {say.on(now.day)}, against {own} to {say.on(before[-1].day)}"
    usual = f"about {say.number(one_decimal(mean))} in the days before"
    return clinician, f"your answer to “{label}” was {say.number(now.value)} on {say.on(now.day)}, and {usual}"


def _confidence(told: Told, labels: Labels) -> Pair:
    craving, sure = say.one(told, "craving"), say.one(told, "control_confidence")
    high, low = say.number(craving.value), say.number(sure.value)
    names = say.label("craving", labels), say.label("control_confidence", labels)
    clinician = f"{names[0]} {high} and {say.lower(names[1])} {low} on {say.on(craving.day)}"
    return clinician, f"your craving was {high} and your confidence {low} on {say.on(craving.day)}"


def _help(told: Told, _: Labels) -> Pair:
    asked = say.one(told, "help_requested")
    when = ", if possible today" if asked.value == "today" else ""
    contacted = f"asked to be contacted on {say.on(asked.day)}{when}"
    return contacted, f"you {contacted}"


def _plan(told: Told, _: Labels) -> Pair:
    due = say.one(told, "plan_review_due")
    if due:
        plan = PLAN_WORDS.get(str(due.value), "plan")
        return f"{plan}: was to be looked at again by {say.on(due.day)}", (
            f"your {plan} was to be looked at again by {say.on(due.day)}"
        )
    told_of = say.one(told, "self_harm_any")
    return (
        f"no safety plan yet, after an answer about self-harm on {say.on(told_of.day)}",
        f"there is no safety plan yet, after your answer about harming yourself on {say.on(told_of.day)}",
    )


def _as_it_is(told: Told, labels: Labels) -> Pair:
    """A rule without words of its own: what was answered, as it is."""
    named = ((say.label(each.code, labels), each) for each in told)
    parts = say.listed(f"{name} {say.number(each.value)} on {say.on(each.day)}" for name, each in named)
    return parts, f"you answered: {parts}"


_SAYS: dict[str, Says] = {
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
