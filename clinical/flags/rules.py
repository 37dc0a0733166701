"""The rules by which a person is asked to look (brief 7.2), each with its numbers. What one looks for stands in the
other files; here is what it is called, what it rests on, and where it comes from.

A flag asks a person to look at something and decide whether to make contact. It is no measure of danger, no diagnosis
and no alarm: there is no score over several rules, no forecast, and that no rule matched says nothing (brief 7.1).
"""

from dataclasses import dataclass, field

INFO, ATTENTION, URGENT = "info", "attention", "urgent"
NOTHING = "No rules matched. This does not mean the person is safe."

# The kinds of consent that evidence may rest on, by the names that the consent gives them.
RATINGS, QUESTIONNAIRES, USE, SELF_HARM = "ratings", "questionnaires", "use", "self_harm"
# "None" in the brief's column of cooldowns: each day, and each other answer of a day, counts by itself.
NO_COOLDOWN = 0


@dataclass(frozen=True)
class SeverityWord:
    """How soon a person should look, in a word, with the shape that stands beside it: never a colour alone."""

    code: str
    word: str
    icon: str
    sign: str
    meaning: str


SEVERITIES = {  # the most urgent first (brief 7.1)
    each.code: each
    for each in (
        SeverityWord(URGENT, "Urgent", "octagon", "⬣", "top of the list: look on the same weekday"),
        SeverityWord(ATTENTION, "Attention", "triangle", "▲", "look at the next daily review"),
        SeverityWord(INFO, "Info", "circle", "●", "look at the next routine review"),
    )
}
RANK = {INFO: 0, ATTENTION: 1, URGENT: 2}

ACTIONS = {  # what was done about a flag (brief 7.3)
    "called_reached": "Called, and reached",
    "called_no_answer": "Called, no answer",
    "messaged": "Wrote a message",
    "seen": "Saw the person",
    "referred_emergency": "Referred to emergency care",
    "no_action_reason": "No action, for a reason",
}


@dataclass(frozen=True)
class Number:
    """One number of a rule: what it means, what it is unless an administrator says otherwise, and how far it may go."""

    name: str
    default: float
    lowest: float
    highest: float
    words: str


@dataclass(frozen=True)
class Rule:
    """One rule. `title` is what clinicians read, `plain` what the person reads. `needs` are the kinds of consent that
    its evidence rests on; the person must share all of them with a clinician, or nothing is raised. `cooldown` is how
    many days pass before it is raised again. `late`: it also goes by days that were written down late."""

    code: str
    title: str
    plain: str
    needs: tuple[str, ...]
    severities: tuple[str, ...]
    source: str
    cooldown: int = 1
    late: bool = False
    numbers: tuple[Number, ...] = field(default=())

    @property
    def defaults(self) -> dict[str, float]:
        """Its numbers as they ship."""
        return {number.name: number.default for number in self.numbers}


def _cooldown(days: int) -> Number:
    return Number("cooldown_days", days, 1, 90, "days before it is raised again")


def _rating(name: str, default: float, words: str) -> Number:
    return Number(name, default, 1, 10, words)


def _days(name: str, default: int, words: str, lowest: int = 1, highest: int = 14) -> Number:
    return Number(name, default, lowest, highest, words)


def _total(default: int, highest: int) -> Number:
    return Number("total_from", default, 1, highest, "total from which it is raised")


_RISE = "points above the total before"
_APART = (
    Number("previous_from_days", 7, 1, 60, "the total before is at least so many days old"),
    Number("previous_to_days", 60, 7, 365, "and at most so many"),
)
_EVERY = (
    Rule(
        "self_harm_any", "Thoughts of self-harm", "Your answer about harming yourself", (SELF_HARM,),
        (ATTENTION, URGENT), "SA 2.2; C:L36; thresholds J", NO_COOLDOWN, late=True,
        numbers=(
            Number("answer_from", 1, 1, 3, "answer (0 to 3) from which it is raised"),
            Number("urgent_from", 2, 1, 3, "answer (0 to 3) from which it is urgent"),
            Number("unanswered_minutes", 10, 5, 120, "minutes without an answer to “safe now?” until it is urgent"),
        ),
    ),
    Rule(
        "phq9_item9", "PHQ-9 item 9", "Your answer about harming yourself in a questionnaire",
        (QUESTIONNAIRES, SELF_HARM), (ATTENTION, URGENT), "M:L39; split J", NO_COOLDOWN,
        numbers=(
            Number("answer_from", 1, 1, 3, "answer (0 to 3) from which it is raised"),
            Number("urgent_from", 2, 1, 3, "answer (0 to 3) from which it is urgent"),
        ),
    ),
    Rule(
        "phq9_high", "PHQ-9 total high", "The total of your mood questionnaire", (QUESTIONNAIRES,), (ATTENTION,),
        "M:L40 bands; action J",
        numbers=(
            _total(15, 27),
            Number("soon_from", 20, 1, 27, "total from which it says “review within 1 working day”"),
        ),
    ),
    Rule(
        "phq9_rise", "PHQ-9 total up", "A higher total of your mood questionnaire", (QUESTIONNAIRES,), (ATTENTION,),
        "R; C:L31", numbers=(Number("rise", 5, 1, 27, _RISE), *_APART),
    ),
    Rule(
        "gad7_high", "GAD-7 total high", "The total of your worry questionnaire", (QUESTIONNAIRES,), (ATTENTION,),
        "M:L40", numbers=(_total(15, 21),),
    ),
    Rule(
        "gad7_rise", "GAD-7 total up", "A higher total of your worry questionnaire", (QUESTIONNAIRES,), (INFO,),
        "R (study found, value unseen: C:L32)", numbers=(Number("rise", 4, 1, 21, _RISE),),
    ),
    Rule(
        "craving_high", "High craving", "Your craving", (RATINGS,), (ATTENTION,), "C:L23, C:L5; threshold J", 3,
        numbers=(
            _rating("rating_from", 8, "craving that counts as high"),
            _days("days", 2, "on so many days"),
            _days("window_days", 3, "of the last so many days"),
            _cooldown(3),
        ),
    ),
    Rule(
        "any_use", "Use reported", "A day of use", (USE,), (INFO, ATTENTION), "C:L61, C:L62; J", 1, late=True,
        numbers=(
            _days("attention_days", 3, "use on so many days asks for attention", 2, 14),
            _days("window_days", 7, "of the last so many days", 2, 28),
        ),
    ),
    Rule(
        "use_risky_mix", "Use with another sedating substance", "Use together with something else", (USE,),
        (ATTENTION,), "R/J", 1, late=True,
    ),
    Rule(
        "possible_other_withdrawal", "Stopped another substance after near-daily use",
        "Stopping something else that you used nearly every day", (USE,), (URGENT,), "R/J",
        numbers=(_days("stopped_within_days", 7, "stopped within the last so many days", 1, 28),),
    ),
    Rule(
        "missed_acute", "Several days without an entry", "Days without an entry", (), (ATTENTION,), "J", 3,
        numbers=(
            _days("until_day", 14, "up to this day since last use", 0, 60),
            _days("silent_days", 3, "whole days without an entry", 1, 30),
            _cooldown(3),
        ),
    ),
    Rule(
        "missed_later", "A week or more without an entry", "Days without an entry", (), (INFO,), "J", 14,
        numbers=(_days("silent_days", 7, "whole days without an entry", 1, 60), _cooldown(14)),
    ),
    Rule(
        "sleep_low", "Very little sleep", "Very little sleep", (RATINGS,), (ATTENTION,), "SA 3; J", 7,
        numbers=(
            Number("hours_below", 4, 1, 8, "fewer hours than this"),
            _days("days", 3, "on so many days in a row", 2, 14),
            _cooldown(7),
        ),
    ),
    Rule(
        "elated_no_sleep", "Wired with no need for sleep", "Being wired without needing sleep", (RATINGS,),
        (ATTENTION, URGENT), "C:L11", 1, late=True,
        numbers=(
            Number("hours_below", 4, 1, 8, "urgent with fewer hours of sleep than this"),
            _days("days", 2, "on so many days"),
            _days("window_days", 3, "of the last so many days"),
            _cooldown(1),
        ),
    ),
    Rule(
        "psychosis_like", "Seeing, hearing or fearing things others don't",
        "Seeing, hearing or fearing things others don't", (RATINGS,), (URGENT,), "C:L12; J", 1, late=True,
        numbers=(_cooldown(1),),
    ),
    Rule(
        "blood_in_urine", "Blood in urine", "Blood in your pee", (RATINGS,), (ATTENTION,), "C:L17", 7, late=True,
        numbers=(_cooldown(7),),
    ),
    Rule(
        "cannot_urinate", "Cannot pass urine", "Not being able to pee", (RATINGS,), (URGENT,), "C:L17", NO_COOLDOWN,
        late=True,
    ),
    Rule(
        "urinary_persist", "Bladder trouble that goes on", "Bladder trouble that goes on", (RATINGS, USE),
        (ATTENTION,), "C:L17; numbers J", 28, late=True,
        numbers=(
            _days("after_day", 28, "later than this day since last use", 7, 180),
            _rating("urinary_pain_from", 4, "pain that counts"),
            _rating("urinary_urgency_from", 4, "urgency that counts"),
            Number("nocturia_from", 2, 1, 20, "trips at night that count"),
            _cooldown(28),
        ),
    ),
    Rule(
        "upper_abdo_severe", "Severe upper tummy pain or jaundice", "Strong tummy cramps or yellow skin", (RATINGS,),
        (ATTENTION, URGENT), "C:L16, C:L19; J", 3, late=True,
        numbers=(
            _rating("rating_from", 8, "cramps that count as severe"),
            _days("days", 2, "on so many days"),
            _days("window_days", 3, "of the last so many days"),
            _cooldown(3),
        ),
    ),
    Rule("seizure", "Fit or seizure", "A fit or seizure", (RATINGS,), (URGENT,), "J", NO_COOLDOWN, late=True),
    Rule("chest_pain", "Chest pain", "Chest pain", (RATINGS,), (URGENT,), "J", NO_COOLDOWN, late=True),
    Rule(
        "distress_sustained", "Distress that lasts", "Distress that lasts", (RATINGS,), (ATTENTION,), "SA 2.2; J", 5,
        numbers=(
            _rating("rating_from", 8, "distress that counts as high"),
            _days("days", 3, "on so many days"),
            _days("window_days", 5, "of the last so many days"),
            _cooldown(5),
        ),
    ),
    Rule(
        "personal_rise", "Worse than the person's own week before", "Something that got harder than the week before",
        (RATINGS,), (INFO, ATTENTION), "J", 3,
        numbers=(
            _rating("rise", 3, "points above the person's own mean"),
            _rating("floor", 5, "and at least this high"),
            _days("window_days", 7, "mean of so many days before", 3, 28),
            _days("minimum_entries", 4, "with at least so many answers", 2, 28),
            _cooldown(3),
        ),
    ),
    Rule(
        "confidence_drop", "Strong craving with little confidence", "Strong craving with little confidence", (RATINGS,),
        (ATTENTION,), "J", 2,
        numbers=(
            Number("confidence_to", 2, 0, 9, "confidence of at most"),
            _rating("craving_from", 7, "and craving of at least"),
            _cooldown(2),
        ),
    ),
    Rule("help_requested", "Asked to be contacted", "You asked your team to contact you", (), (ATTENTION,), "J",
         NO_COOLDOWN),
    Rule(
        "plan_overdue", "Safety plan missing or due", "A plan to write or look at again", (), (INFO,), "C:L38; J", 30,
        numbers=(
            _days("after_self_harm_days", 30, "no safety plan so many days after an answer about self-harm", 1, 90),
            _cooldown(30),
        ),
    ),
)  # fmt: skip
RULES: dict[str, Rule] = {rule.code: rule for rule in _EVERY}
