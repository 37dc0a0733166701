"""Two tables anybody may read: the directory, and the lines a person can reach at once. Neither knows a patient."""

from urllib.parse import quote

from django.conf.locale import LANG_INFO
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse

from resources import countries, search, topics, vocabulary
from resources.querysets import Published, ResourceQuerySet

digits = RegexValidator(r"^[0-9]{2,15}$", "Digits only, as they are dialled inside the country.")

ONLY_DIGITS = Func(
    F("number_display"), Value("[^0-9]"), Value(""), Value("g"),
    function="regexp_replace", output_field=models.TextField(),
)


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
    editor_note = models.TextField(blank=True, help_text="For editors. Never shown to readers.")
    position = models.PositiveSmallIntegerField(default=1000)
    version = models.PositiveSmallIntegerField(default=0, editable=False)
    edited_on = models.DateField(null=True, editable=False)

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


class Resource(Reviewed, Reachable):
    """One place to find help or to read about it."""

    slug = models.SlugField("address", max_length=80, db_index=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30, choices=vocabulary.kinds)
    audience = models.CharField("for", max_length=10, choices=vocabulary.audiences, default="patient")
    countries = list_of(2, "Country codes, separated by commas. Empty: online, or everywhere.", countries.codes)
    region = models.CharField("place", max_length=80, blank=True)
    cost = models.CharField(max_length=10, choices=vocabulary.costs, default="free")
    cost_text = models.CharField(max_length=120, blank=True)
    self_refer = models.BooleanField("can contact them oneself", null=True, blank=True)
    phases = list_of(20, "Phase codes, separated by commas. Empty: any time.", vocabulary.phases)
    symptoms = list_of(40, "Symptom codes or groups, separated by commas.", topics.codes)
    keywords = models.CharField(max_length=200, blank=True, help_text="Other words people search with. Not shown.")
    description = models.TextField(max_length=400)
    content_warning = models.CharField(max_length=160, blank=True)

    search_name = models.TextField(editable=False, default="")
    search_text = models.TextField(editable=False, default="")
    search_words = models.TextField(editable=False, default="")
    search_vector = models.GeneratedField(
        expression=search.vector(), output_field=SearchVectorField(), db_persist=True, editable=False,
    )

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        indexes = [
            GinIndex(fields=["search_vector"], name="resources_resource_search"),
            models.Index(fields=["status", "position", "name"], name="resources_resource_order"),
        ]
        constraints = [
            *Reviewed.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=list(vocabulary.KINDS)), name="resources_resource_kind_known"),
            models.CheckConstraint(condition=Q(cost__in=list(vocabulary.COSTS)), name="resources_resource_cost_known"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.set_search_columns()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("resource", args=[self.slug])

    def set_search_columns(self):
        """Fill what the search index is made from. A bulk write must call this for each row."""
        self.search_name = search.fold(f"{self.name} {self.keywords}")
        self.search_text = search.fold(f"{self.description} {self.region} {' '.join(self.topic_names)}")
        self.search_words = search.fold(" ".join(self._search_words()))

    def _search_words(self):
        yield self.get_kind_display()
        yield vocabulary.KIND_WORDS.get(self.kind, "")
        yield from (topics.WORDS.get(code, "") for code in self.symptoms)
        text = f"{self.search_name} {self.search_text}"
        yield from (typed for ours, typed in topics.ALSO_TYPED.items() if ours in text)
        yield from (countries.name(code) for code in self.countries)
        yield from (self.number_display, self.tel, self.sms_number, self.sms_keyword, self.content_warning)

    @property
    def title(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """Where it is: its region, else its countries, else that it is reached online."""
        return self.region or ", ".join(countries.name(code) for code in self.countries) or "Online"

    @property
    def topic_names(self) -> list[str]:
        return [topics.label(code) for code in self.symptoms]

    @property
    def phase_names(self) -> list[str]:
        return [vocabulary.PHASES.get(code, code) for code in self.phases]


class CrisisLine(Reviewed, Reachable):
    """A number, text line or page that helps at once, in one country, in the European Union ("EU") or anywhere ("")."""

    slug = models.SlugField("key", max_length=80, db_index=False)
    country = models.CharField(max_length=2, blank=True, choices=countries.line_codes)
    region = models.CharField("place", max_length=80, blank=True)
    kind = models.CharField(max_length=20, choices=vocabulary.line_kinds)
    name = models.CharField(max_length=120)

    objects = Published.as_manager()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            *Reviewed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=list(vocabulary.LINE_KINDS)), name="resources_crisisline_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(tel="") | ~Q(sms_number="") | ~Q(url=""),
                name="resources_crisisline_can_be_reached",
                violation_error_message="A line needs a number to call, a number to text or a web address.",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.country or 'anywhere'})"

    @property
    def title(self) -> str:
        return f"{self.name}, {self.region}" if self.region else self.name
