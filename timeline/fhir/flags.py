"""What was pointed out, as FHIR: a request to look, never a measure of danger (brief 10.6)."""

from collections.abc import Iterable, Iterator, Mapping

from clinical.flags.rules import RULES
from clinical.flags.words import explain
from flags.models import Flag
from journal.models import Symptom

from . import codes
from .copy import Copy, instant

SAFETY, BEHAVIORAL, CLINICAL, CONTACT = "safety", "behavioral", "clinical", "contact"
CATEGORIES = {
    SAFETY: {"self_harm_any", "phq9_item9", "use_risky_mix", "possible_other_withdrawal", "plan_overdue"},
    CONTACT: {"missed_acute", "missed_later", "help_requested"},
    CLINICAL: {
        "phq9_high", "phq9_rise", "gad7_high", "gad7_rise", "sleep_low", "elated_no_sleep", "psychosis_like",
        "blood_in_urine", "cannot_urinate", "urinary_persist", "upper_abdo_severe", "seizure", "chest_pain",
    },
}  # fmt: skip
OF_MENTAL_HEALTH = {"self_harm_any", "phq9_item9", "phq9_high", "phq9_rise", "gad7_high", "gad7_rise", "plan_overdue"}
NOT_A_MEASURE = "(rule, not a risk assessment)"


def flags(copy: Copy, found: Iterable[Flag], symptoms: Iterable[Symptom]) -> Iterator[dict]:
    """Each flag with the version of its rule; before the first, the rules themselves, which raised them."""
    labels = {symptom.code: symptom.label for symptom in symptoms}
    for place, flag in enumerate(found):
        if place == 0:
            yield rules(copy)
        yield _flag(copy, flag, labels)


def rules(copy: Copy) -> dict:
    """What raised them: rules, and nobody."""
    name = {"name": "Rules that ask a person to look", "type": "user-friendly-name"}
    return copy.begin("Device", "rules") | {"deviceName": [name]}


def _flag(copy: Copy, flag: Flag, labels: Mapping[str, str]) -> dict:
    ends = {"end": instant(flag.closed_at)} if flag.closed_at else {}
    code = {"system": codes.local("CodeSystem", "kr-rules"), "code": flag.rule_code, "version": str(flag.rule_version)}
    of_mind = flag.rule_code in OF_MENTAL_HEALTH
    return copy.begin("Flag", flag.rule_code, flag.about, flag.severity, mental_health=of_mind) | {
        "status": "active" if flag.state in Flag.STANDING else "inactive",
        "category": [{"coding": [{"system": f"{codes.HL7}/flag-category", "code": category(flag.rule_code)}]}],
        "code": {"coding": [code], "text": f"{words(flag, labels)} {NOT_A_MEASURE}"},
        "subject": copy.subject,
        "period": {"start": instant(flag.raised_at), **ends},
        "author": copy.reference("Device", "rules"),
    }


def category(rule_code: str) -> str:
    """Under which heading a receiver files it."""
    return next((heading for heading, rules in CATEGORIES.items() if rule_code in rules), BEHAVIORAL)


def words(flag: Flag, labels: Mapping[str, str]) -> str:
    """What a clinician reads of it: its title, and what it rests on."""
    rule = RULES.get(flag.rule_code)
    return f"{rule.title if rule else flag.rule_code}. {explain(flag.rule_code, flag.evidence, labels=labels)}"
