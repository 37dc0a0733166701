"""The code systems of brief 10, and the labels that say how sensitive a resource is."""

from django.conf import settings

HL7 = "http://terminology.hl7.org/CodeSystem"
CONFIDENTIALITY, ACT_CODE, ACT_REASON = f"{HL7}/v3-Confidentiality", f"{HL7}/v3-ActCode", f"{HL7}/v3-ActReason"
PARTICIPATION = f"{HL7}/v3-ParticipationType"
LOINC, SNOMED, UCUM = "http://loinc.org", "http://snomed.info/sct", "http://unitsofmeasure.org"
SURVEY, SOCIAL_HISTORY = "survey", "social-history"
# How sure the brief is of a code (0.1): the weak ones don't leave the house (10.7).
SURE_ENOUGH = frozenset({"confirmed", "secondary"})
SLEEP_UNIT = {"unit": "h", "system": UCUM, "code": "h"}
SCORE_UNIT = {"unit": "score", "system": UCUM, "code": "{score}"}

RESTRICTED = {"system": CONFIDENTIALITY, "code": "R"}
SUBSTANCE_USE, MENTAL_HEALTH = {"system": ACT_CODE, "code": "SUD"}, {"system": ACT_CODE, "code": "MH"}
PART2 = {"system": ACT_CODE, "code": "42CFRPart2"}
# "No redisclosure without consent directive"; the similar NORDSLCD is retired.
NOT_TO_BE_PASSED_ON = {"system": ACT_CODE, "code": "NORDSCLCD"}

# What is told beside the questions of the catalogue.
BESIDE_THE_QUESTIONS = {
    "ketamine-use-reported": "Ketamine use reported",
    "ketamine-prescribed-dose": "Prescribed dose of ketamine",
    "last-ketamine-use-date": "Date of last ketamine use, as told",
    "precision": "How sure the date is: exact, about, unknown, or using (still using)",
    "urge": "How strong an urge was, 0-10",
    "urge-after": "How strong it was later, 0-10",
}


def local(kind: str, name: str) -> str:
    """The address of something of ours, for example `local("CodeSystem", "kr-items")` (brief 10.2)."""
    return f"{settings.FHIR_BASE_URL}/{kind}/{name}"


def items() -> str:
    """The system of what is asked, and of what else is told."""
    return local("CodeSystem", "kr-items")


def own_code(code: str) -> dict:
    """A code of ours that isn't a question of the catalogue, with its words."""
    return {"coding": [{"system": items(), "code": code}], "text": BESIDE_THE_QUESTIONS[code]}


def category(code: str) -> list[dict]:
    """The category of an observation."""
    return [{"coding": [{"system": f"{HL7}/observation-category", "code": code}]}]


def security(*, mental_health: bool = False, disclosed: bool = False) -> list[dict]:
    """The labels of a resource (brief 10). `disclosed`: somebody else than the patient takes it out."""
    labels = [RESTRICTED, SUBSTANCE_USE]
    labels += [MENTAL_HEALTH] if mental_health else []
    labels += [PART2] if settings.PART2_PROGRAM else []
    return labels + ([NOT_TO_BE_PASSED_ON] if disclosed else [])


def mapped(codings: list[dict]) -> list[dict]:
    """Codes of others for one of our questions: LOINC, and SNOMED where the deployment may use it; never its words."""
    systems = {LOINC, SNOMED} if settings.FHIR_SNOMED else {LOINC}
    kept = (each for each in codings if each.get("system") in systems and each.get("status") in SURE_ENOUGH)
    return [{"system": each["system"], "code": each["code"]} for each in kept]
