"""What the answers of a day call for: help after an answer about harm, advice on warning signs, people on a hard day.

Nothing is scored or judged (brief 4.1): a rule of `clinical` says what to show, and her country whom to call.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from accounts.models import ConsentRecord, Patient
from clinical import red_flags, urges
from clinical.red_flags import Advice
from journal.models import AdviceShown, Entry, Supporter, Symptom
from journal.models.entry import SAFE_NOW, SELF_HARM, USED
from journal.safety import tells_of_harm
from plans.at_hand import PlanAtHand, people_and_steps
from resources.models import CrisisLine
from resources.services import Lines, crisis_lines

# Lines of the directory that say who can see somebody today. Where a country has none, plain words stand in.
SAME_DAY_LINES = ("gb-nhs-111-england", "gb-nhs-111-wales", "gb-nhs-111-scotland", "au-healthdirect")
CRISIS_LINES_SHOWN, DRUG_LINES_SHOWN = 3, 1
Kind = AdviceShown.Kind
Scope = ConsentRecord.Scope


@dataclass(frozen=True)
class Reader:
    """Somebody who reads her entries: as whom she knows this person, when they are read, and what of them."""

    name: str
    commitment: str
    scope: Sequence[str]

    @property
    def sees_harm(self) -> bool:
        """Whether answers about harming herself are among it."""
        return Scope.SAFETY in self.scope

    @property
    def sees_ratings(self) -> bool:
        """Whether ratings are, and with them answers about warning signs."""
        return Scope.RATINGS in self.scope

    @property
    def sees_questionnaires(self) -> bool:
        """Whether questionnaires are."""
        return Scope.QUESTIONNAIRES in self.scope

    @property
    def sees_use(self) -> bool:
        """Whether days of use are."""
        return Scope.USE in self.scope


def readers_of(patient: Patient) -> list[Reader]:
    """Whoever reads her entries at present."""
    consents = ConsentRecord.objects.in_force().filter(patient=patient).select_related("link__clinician", "link__team")
    holders = [(given.link.holder, given.scope) for given in consents]
    return [Reader(holder.name, holder.commitment, scope) for holder, scope in holders]


@dataclass(frozen=True)
class SameDayLine:
    """A number that says who can see her today, once for all places where it answers."""

    name: str
    places: str
    tel: str
    number: str


@dataclass(frozen=True)
class Urgency:
    """Advice that is equally urgent, under one heading: at once, today, or soon."""

    level: str
    advice: tuple[Advice, ...]

    @property
    def heading(self) -> str:
        """How soon."""
        return red_flags.LEVEL_WORDS[self.level]

    @property
    def is_emergency(self) -> bool:
        """Whether the emergency number belongs beside it."""
        return self.level == red_flags.EMERGENCY

    @property
    def is_for_today(self) -> bool:
        """Whether a doctor should see her today."""
        return self.level == red_flags.SAME_DAY


@dataclass(frozen=True)
class Help:
    """What the page after a check-in shows before anything else. Empty on most days."""

    patient: Patient
    ratings: dict
    advice: tuple[Advice, ...] = ()

    @property
    def after_harm(self) -> bool:
        """Whether her answer about harming herself calls for help."""
        return tells_of_harm(self.ratings)

    @property
    def safe(self) -> bool | None:
        """Whether she says that she can keep herself safe; None while she hasn't said."""
        return self.ratings.get(SAFE_NOW)

    @property
    def used(self) -> bool:
        """Whether she wrote down that she used."""
        return self.ratings.get(USED) is True

    @property
    def urgent(self) -> list[Urgency]:
        """What shouldn't wait until tomorrow, most urgent first."""
        return self._by_level(red_flags.EMERGENCY, red_flags.SAME_DAY)

    @property
    def soon(self) -> list[Urgency]:
        """What needs a look, but not today."""
        return self._by_level(red_flags.SOON)

    @property
    def very_hard(self) -> bool:
        """Whether the day was so hard that people to talk to are offered."""
        return urges.high_distress(self.ratings)

    @property
    def offers_tools(self) -> bool:
        """Whether an urge was strong enough to offer something against it."""
        return urges.offers_tools(self.ratings)

    @property
    def comes_first(self) -> bool:
        """Whether there is help to show, so that nothing else is suggested beside it."""
        return bool(self.after_harm or self.urgent or self.very_hard or self.used)

    @cached_property
    def lines(self) -> Lines:
        """Whom she can call in her country."""
        return crisis_lines(self.patient.country)

    @cached_property
    def plan(self) -> PlanAtHand:
        """What she wrote in her plans for a hard moment."""
        return people_and_steps(self.patient)

    @cached_property
    def people(self) -> list[Supporter]:
        """Whom she wrote down to call, apart from those who stand in her plan already."""
        people = Supporter.objects.filter(patient=self.patient)
        return [person for person in people if person.dialled not in self.plan.numbers]

    @property
    def crisis(self) -> list[CrisisLine]:
        """Somebody to talk to in a crisis; a directory of lines where her country has none here."""
        return self.lines.crisis[:CRISIS_LINES_SHOWN] + (self.lines.anywhere if self.lines.is_thin else [])

    @property
    def on_a_hard_day(self) -> list[CrisisLine]:
        """The same, a line about drugs first (brief 4.2)."""
        return self.lines.drugs[:DRUG_LINES_SHOWN] + self.crisis

    @property
    def same_day(self) -> list[SameDayLine]:
        """Whom to ask who can see her today."""
        lines = [*self.lines.crisis, *self.lines.other]
        found: dict[str, list[CrisisLine]] = {}
        for line in lines:
            if line.slug in SAME_DAY_LINES and line.tel:
                found.setdefault(line.tel, []).append(line)
        return [_once(them) for them in found.values()]

    @property
    def shown(self) -> dict[str, Sequence[str]]:
        """What is noted as shown: by kind, the questions that called for it and nothing of the answers."""
        signs = dict.fromkeys(code for advice in self.advice for code in advice.codes)
        called = {
            Kind.SELF_HARM: [SELF_HARM] if self.after_harm else [],
            Kind.RED_FLAG: list(signs),
            Kind.DISTRESS: self._distress_codes() if self.very_hard else [],
        }
        return {kind: codes for kind, codes in called.items() if codes}

    def _by_level(self, *levels: str) -> list[Urgency]:
        found = (Urgency(level, tuple(each for each in self.advice if each.level == level)) for level in levels)
        return [urgency for urgency in found if urgency.advice]

    def _distress_codes(self) -> list[str]:
        codes = (urges.DISTRESS, urges.CRAVING, urges.CONFIDENCE)
        return [code for code in codes if self.ratings.get(code) is not None]


def help_for(patient: Patient, entry: Entry, day_number: int | None) -> Help:
    """What `entry` calls for. `day_number` is her day since last use on that date, None if it isn't known."""
    advice = red_flags.advice_for(entry.ratings, day_number, _other_red_flags(entry))
    return Help(patient, entry.ratings, advice)


def _other_red_flags(entry: Entry) -> dict[str, str]:
    """The red flags among her answers for which the rules have no words of their own, with their labels."""
    said = {code for code, answer in entry.ratings.items() if answer is True} - red_flags.KNOWN - {USED, SAFE_NOW}
    if not said:
        return {}
    return dict(Symptom.objects.filter(code__in=said, red_flag=True).values_list("code", "label"))


def _once(lines: list[CrisisLine]) -> SameDayLine:
    places = ", ".join(line.region for line in lines if line.region)
    return SameDayLine(lines[0].name, places, lines[0].tel, lines[0].number_display)
