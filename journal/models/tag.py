"""What made a day harder, and what helped: short words one taps. Rows, and own ones beside them."""

from django.db import models
from django.utils import timezone

from accounts.encrypted import EncryptedTextField
from accounts.models import Patient

OWN = "own-"  # a tag in an entry that begins so is somebody's own
LABEL_LENGTH = 60
MOST_OWN_TAGS = 60


class TagQuerySet(models.QuerySet):
    """The quick lists."""

    def active(self):
        """What is offered at present."""
        return self.filter(active=True)


class Tag(models.Model):
    """A word of the quick lists (brief 6.2, 6.3). `code` is what entries keep, for ever."""

    class Kind(models.TextChoices):
        TRIGGER = "trigger", "made it harder"
        COPING = "coping", "helped"

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    group = models.CharField(max_length=40)
    label = models.CharField(max_length=LABEL_LENGTH)
    position = models.PositiveSmallIntegerField(default=100)
    active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    edited_on = models.DateTimeField(null=True, editable=False)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "position", "code"]

    def __str__(self):
        return self.label


class OwnTag(models.Model):
    """Words of her own on a quick list. Hidden ones stay, as earlier days may name them."""

    patient = models.ForeignKey(Patient, models.CASCADE, related_name="own_tags")
    kind = models.CharField(max_length=10, choices=Tag.Kind)
    label = EncryptedTextField(max_length=LABEL_LENGTH)
    created_at = models.DateTimeField(default=timezone.now)
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["patient", "pk"]

    def __str__(self):
        return f"own tag {self.pk}"

    @property
    def code(self) -> str:
        """How an entry names it."""
        return f"{OWN}{self.pk}"
