"""One place to find help, or one thing to read."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from resources import article, countries, search, spelling, topics, vocabulary
from resources.querysets import ResourceQuerySet

from .reviewed import Reachable, Reviewed, list_of


class Resource(Reviewed, Reachable):
    """One place to find help or to read about it; with a `body` it is an article of our own."""

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
    body = models.TextField(
        "text", blank=True, help_text="Of an article. A blank line ends a paragraph, ## begins a heading, - a point.",
    )
    author_role = models.CharField("written by", max_length=120, blank=True, help_text="Who, by role, never by name.")
    sources = ArrayField(
        models.CharField(max_length=300), default=list, blank=True,
        help_text="What an article rests on: one a line, a web address at the end of it.",
    )

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
            GinIndex(fields=["symptoms"], name="resources_resource_symptoms"),
            models.Index(
                fields=["status", "position", "name"], name="resources_resource_order",
                include=["id", "kind", "audience", "cost", "countries", "phases", "symptoms"],  # for the filters
            ),
        ]
        constraints = [
            *Reviewed.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=list(vocabulary.KINDS)), name="resources_resource_kind_known"),
            models.CheckConstraint(condition=Q(cost__in=list(vocabulary.COSTS)), name="resources_resource_cost_known"),
            models.CheckConstraint(
                condition=(Q(kind=vocabulary.ARTICLE) & ~Q(body="") & ~Q(author_role="") & Q(sources__len__gt=0))
                | (~Q(kind=vocabulary.ARTICLE) & Q(body="")),
                name="resources_resource_article_says_who_and_whence",
                violation_error_message="An article, and nothing else, has a text, who wrote it and its sources.",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.set_search_columns()
        super().save(*args, **kwargs)
        spelling.learn([self])

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
    def where(self) -> str:
        """Where it helps, for editors."""
        return self.place

    @property
    def is_article(self) -> bool:
        """Whether it is to be read here: then nobody has to be reached."""
        return self.kind == vocabulary.ARTICLE

    @property
    def needs_two(self) -> bool:
        """Whether what it shows changes only when a second person agrees."""
        return self.kind == vocabulary.CRISIS_LINE

    @property
    def parts(self) -> list[article.Part]:
        """The text of an article, as its page shows it."""
        return article.parts(self.body)

    @property
    def told_sources(self) -> list[article.Source]:
        """What an article rests on, each with its web address if it has one."""
        return [article.source(line) for line in self.sources]

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
