"""The words of the directory, for those who type them a little otherwise."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Word(models.Model):
    """A word that stands in the directory. `forms` are what it may look like when it is misspelt (`spelling.forms`),
    `seen` in how many entries it was found when they were last counted."""

    text = models.CharField(max_length=40, primary_key=True)
    forms = ArrayField(models.CharField(max_length=41))
    seen = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [GinIndex(fields=["forms"], name="resources_word_forms")]

    def __str__(self):
        return self.text
