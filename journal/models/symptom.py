"""The symptom catalogue: what is asked, in which words, on which scale. Rows, so that it grows without a migration."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

# Names that a form (its script, too), an export or an import uses for something else.
RESERVED = frozenset([
    "after", "closest", "coping", "csrfmiddlewaretoken", "dataset", "date", "drop", "elements", "late", "more", "note",
    "owner", "prepend", "same_as", "save", "save_id", "seen", "source", "triggers",
])  # fmt: skip
NOT_WORDS = frozenset(["none", "skip"])  # what the buttons beside the words send
LONGEST_WORD = 60
HIGHEST_RATING = 10  # as many buttons fit on a phone


def not_reserved(code: str) -> None:
    """Raises ValidationError for a code that would be taken for something else."""
    if code in RESERVED:
        raise ValidationError("This word is used for something else. Please choose another code.", code="reserved")


def are_words(choices) -> bool:
    """Whether `choices` is a list of words that can be told apart, also from the buttons beside them."""
    if not isinstance(choices, list) or not all(isinstance(word, str) for word in choices):
        return False
    plain = [" ".join(word.split()).casefold() for word in choices]
    fit = all(0 < len(word) <= LONGEST_WORD for word in plain)
    return fit and len({*plain}) == len(plain) and not NOT_WORDS & {*plain}


class SymptomQuerySet(models.QuerySet):
    """The catalogue, as forms and charts ask for it."""

    def active(self):
        """What is asked at present."""
        return self.filter(active=True)

    def quick(self):
        """The quick check-in, in its order."""
        return self.active().filter(quick=True)

    def weekly(self):
        """What is asked once a week."""
        return self.active().filter(cadence=Symptom.Cadence.WEEKLY)

    def importable(self, names):
        """What a column of an older diary can become: all that is asked, and what is no longer but is named by its
        code in `names`."""
        return self.filter(Q(active=True) | Q(code__in=names))


class Symptom(models.Model):
    """One thing a day's entry can say (brief 1.1-1.4). `code` is the key under which answers are kept, for ever."""

    class Scale(models.TextChoices):
        NRS10 = "nrs10", "0 to 10"
        HOURS = "hours", "hours, in halves"
        COUNT = "count", "how many"
        BOOL = "bool", "yes or no"
        ORD4 = "ord4", "four steps"
        MULTI = "multi", "any of several"

    class Group(models.TextChoices):
        CRAVING = "craving", "Craving"
        MOOD = "mood", "Mood"
        SLEEP = "sleep", "Sleep"
        THINKING = "thinking", "Thinking"
        BODY = "body", "Body"
        BLADDER = "bladder", "Bladder, nose and tummy"
        SOCIAL = "social", "People and days"
        SAFETY = "safety", "Safety"

    class Cadence(models.TextChoices):
        DAILY = "daily", "every day"
        WEEKLY = "weekly", "every week"
        FOLLOW_UP = "follow_up", "after another answer"

    code = models.SlugField(max_length=40, unique=True, validators=[not_reserved])
    label = models.CharField(max_length=60)
    prompt = models.CharField(max_length=200)
    low_word = models.CharField("word at the low end", max_length=40, blank=True)
    high_word = models.CharField("word at the high end", max_length=40, blank=True)
    choices = models.JSONField("words of the steps", default=list, blank=True)
    scale = models.CharField(max_length=10, choices=Scale)
    minimum = models.DecimalField(max_digits=4, decimal_places=1, default=0)
    maximum = models.DecimalField(max_digits=4, decimal_places=1, default=10)
    group = models.CharField(max_length=20, choices=Group)
    position = models.PositiveSmallIntegerField(default=100)
    quick = models.BooleanField("in the quick check-in", default=False)
    cadence = models.CharField(max_length=10, choices=Cadence, default=Cadence.DAILY)
    higher_is_better = models.BooleanField(default=False)
    red_flag = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    sources = models.JSONField(default=list, blank=True)
    codings = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    edited_on = models.DateTimeField(null=True, editable=False)

    objects = SymptomQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(minimum__lt=models.F("maximum")), name="journal_symptom_has_a_range")
        ]

    def __str__(self):
        return self.label

    def clean(self):
        """What a question must have to be asked and heard. Raises ValidationError by field."""
        for name in ("choices", "sources", "codings"):  # an emptied box is an empty list
            setattr(self, name, getattr(self, name) or [])
        problems = self._problems()
        if problems:
            raise ValidationError(problems)

    def _problems(self) -> dict[str, str]:
        """What is wrong, in words for an administrator, by field."""
        found = {}
        if self.red_flag and self.scale != self.Scale.BOOL:
            found["red_flag"] = "Only a yes to a yes-or-no question can be a red flag."
        if not are_words(self.choices):
            found["choices"] = 'Please write a list of different words, like ["Rarely", "Often"].'
        elif self.scale in {self.Scale.ORD4, self.Scale.MULTI} and not self.choices:
            found["choices"] = "This scale needs the words to choose from, as a list."
        if self.minimum is not None and self.maximum is not None:
            found |= self._range_problems()
        return found

    def _range_problems(self) -> dict[str, str]:
        rated = self.scale == self.Scale.NRS10
        if self.scale != self.Scale.BOOL and self.minimum < 0 or rated and self.minimum:
            return {"minimum": "This scale begins at 0."}
        if rated and (self.maximum > HIGHEST_RATING or self.maximum % 1):
            return {"maximum": f"Please choose a whole number up to {HIGHEST_RATING}."}
        if self.scale == self.Scale.ORD4 and self.maximum < len(self.choices) - 1:
            return {"maximum": "There are more words than this."}
        return {}

    @property
    def charted(self) -> bool:
        """Whether its answers can be drawn as a line."""
        return self.scale in {self.Scale.NRS10, self.Scale.HOURS, self.Scale.COUNT}
