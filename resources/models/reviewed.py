"""What every row of the directory has: somebody who answers for it, and a way to get in touch."""

from datetime import date, timedelta
from urllib.parse import quote

from django.conf.locale import LANG_INFO
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q, Value

from resources import vocabulary

digits = RegexValidator(r"^[0-9]{2,15}$", "Digits only, as they are dialled inside the country.")

ONLY_DIGITS = Func(
    F("number_display"), Value("[^0-9]"), Value(""), Value("g"),
    function="regexp_replace", output_field=models.TextField(),
)
DUE = Func(
    F("verified_on"), F("review_interval_days"),
    template="%(expressions)s", arg_joiner=" + ", output_field=models.DateField(),
)
# Brief 4.7: so many days past its date, a line is shown with a directory of lines beside it.
LONG_OVERDUE = timedelta(days=60)


def list_of(length: int, help_text: str, choices=None) -> ArrayField:
    """A list of short codes, typed in the admin with commas between them."""
    item = models.CharField(max_length=length, choices=choices)
    return ArrayField(item, default=list, blank=True, help_text=help_text)


class Reviewed(models.Model):
    """A row somebody answers for: where it comes from, how sure that is, and when a person last checked it."""

    status = models.CharField(max_length=10, choices=vocabulary.statuses, default="draft")
    source = models.CharField(max_length=120, blank=True, help_text="Where it was read, as the clinical brief tags it.")
    evidence = models.CharField(
        max_length=1, choices=vocabulary.evidence, default=vocabulary.UNCONFIRMED,
        help_text="The weakest of what is shown. An unconfirmed row can not be active.",
    )
    verified_on = models.DateField("last checked", null=True, blank=True, help_text="Tried or read by a person.")
    verified_by = models.CharField("checked by", max_length=80, blank=True)
    review_interval_days = models.PositiveSmallIntegerField("days between checks", default=180)
    due_on = models.GeneratedField(
        expression=DUE, output_field=models.DateField(), db_persist=True, verbose_name="next check due"
    )
    editor_note = models.TextField(blank=True, help_text="For editors. Never shown to readers.")
    position = models.PositiveSmallIntegerField(default=1000)
    version = models.PositiveSmallIntegerField(default=0, editable=False)
    edited_on = models.DateField(null=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="%(app_label)s_%(class)s_slug_unique"),
            models.CheckConstraint(
                condition=Q(status__in=list(vocabulary.STATUSES)), name="%(app_label)s_%(class)s_status_known"
            ),
            models.CheckConstraint(
                condition=Q(evidence__in=list(vocabulary.EVIDENCE)), name="%(app_label)s_%(class)s_evidence_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="active") | ~Q(evidence=vocabulary.UNCONFIRMED),
                name="%(app_label)s_%(class)s_active_is_confirmed",
                violation_error_message="An unconfirmed row can not be active.",
            ),
            models.CheckConstraint(
                condition=Q(tel=ONLY_DIGITS),
                name="%(app_label)s_%(class)s_dials_what_it_shows",
                violation_error_message="The number as dialled must be the digits of the number as shown.",
            ),
        ]

    @property
    def admin_page(self) -> str:
        """The name of its page in the admin."""
        return f"admin:resources_{self._meta.model_name}_change"

    @property
    def admin_checked(self) -> str:
        """The name of the button "I checked it today"."""
        return f"admin:resources_{self._meta.model_name}_checked"

    @property
    def last_due(self) -> date | None:
        """The day up to which the last check holds; None when nobody has checked yet."""
        return self.verified_on + timedelta(days=self.review_interval_days) if self.verified_on else None

    def is_overdue(self, today: date) -> bool:
        """Whether a check was made and holds no more. A row nobody checked is not late: it says so itself."""
        return self.last_due is not None and self.last_due < today

    def is_long_overdue(self, today: date) -> bool:
        """Whether that is so long ago that the row should not stand alone."""
        return self.last_due is not None and self.last_due + LONG_OVERDUE < today


class Reachable(models.Model):
    """How to get in touch. The number dialled is the number shown: no prefix is added that nobody checked."""

    url = models.URLField("web address", max_length=300, blank=True)
    number_display = models.CharField("number as shown", max_length=40, blank=True)
    tel = models.CharField("number as dialled", max_length=15, blank=True, validators=[digits])
    sms_number = models.CharField("number for texts", max_length=15, blank=True, validators=[digits])
    sms_keyword = models.CharField("word to text", max_length=20, blank=True)
    note = models.CharField(
        max_length=200, blank=True, help_text="Shown beside the number: what it is for, which option to press.",
    )
    hours_text = models.CharField("opening hours", max_length=120, blank=True)
    hours_tz = models.CharField("time zone of the hours", max_length=40, blank=True)
    languages = list_of(10, "Language codes, separated by commas: en, fr.")
    # What `check_links` found at the web address, for editors.
    link_result = models.CharField(
        "web address answers", max_length=10, blank=True, editable=False, choices=vocabulary.link_results
    )
    link_detail = models.CharField(max_length=120, blank=True, editable=False)
    link_checked_at = models.DateTimeField("web address tried", null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def sms_link(self) -> str:
        """An address that opens a text message, the word already in it; "?&" is what both kinds of phone read."""
        body = f"?&body={quote(self.sms_keyword)}" if self.sms_keyword else ""
        return f"sms:{self.sms_number}{body}"

    @property
    def can_be_dialled(self) -> bool:
        return bool(self.tel or self.sms_number)

    @property
    def can_be_reached(self) -> bool:
        return bool(self.can_be_dialled or self.url)

    @property
    def hours_place(self) -> str:
        """The place whose clock the hours follow: "Europe/Dublin" is Dublin."""
        return self.hours_tz.rpartition("/")[2].replace("_", " ")

    @property
    def speaks_more(self) -> bool:
        """Whether the languages are worth a word: the pages are in English themselves."""
        return bool(set(self.languages) - {"en"})

    @property
    def language_names(self) -> str:
        """The languages in words; a code nobody has words for stands as it is."""
        return ", ".join(LANG_INFO.get(code, {}).get("name", code) for code in self.languages)
