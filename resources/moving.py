"""The directory as a file, and a file as a directory: CSV for a spreadsheet, JSON for a program.

What goes out comes back in to the letter. Coming in, nothing is deleted, nothing is taken for checked, and what a
crisis line shows waits for a second person. `plan` says what a file would change, `carry_out` does it.
"""

import csv
import io
import json
import re
from dataclasses import dataclass, field

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from resources import spelling, two_people
from resources.models import CrisisLine, Resource
from resources.two_people import Person

TABLES = {"resources": Resource, "crisis-lines": CrisisLine}
# Told in a file, never taken from one: only a person's own check counts, and the rest we keep ourselves.
ONLY_OUT = ("verified_on", "verified_by", "link_result", "link_detail", "version", "edited_on")
NEVER = {"id", "changed_at", "due_on", "link_checked_at", "search_name", "search_text", "search_words", "search_vector"}
MOST_ROWS = 20_000
NO_SLUG, TWICE = "Each row needs a slug of its own.", "This slug is there twice."
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would work out instead of show
UNFIT = re.compile(r"[\x00\ud800-\udfff]")  # letters that no database keeps
YES_NO = {True: "yes", False: "no", None: ""}


class Unreadable(Exception):
    """The file can't be read; the message says what to do."""


@dataclass(frozen=True)
class Difference:
    """A field of a row, as it is and as the file has it."""

    name: str
    before: object
    after: object


@dataclass(frozen=True)
class RowPlan:
    """What a line of the file does to one row."""

    slug: str
    row: models.Model
    is_new: bool
    differences: list[Difference]


@dataclass
class Plan:
    """What a file would do. `wrong`: for each line that can't be taken, its place and why."""

    model: type
    rows: list[RowPlan] = field(default_factory=list)
    same: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)

    @property
    def added(self) -> list[RowPlan]:
        """Rows that aren't there yet."""
        return [each for each in self.rows if each.is_new]

    @property
    def changed(self) -> list[RowPlan]:
        """Rows that would say something else."""
        return [each for each in self.rows if not each.is_new]

    @property
    def can_be_done(self) -> bool:
        """All of it or nothing: a file with a wrong line is mended first."""
        return bool(self.rows) and not self.wrong


def columns(model) -> list[str]:
    """The fields of a file, the name of the row first."""
    names = [each.name for each in model._meta.concrete_fields if each.name not in NEVER]
    return ["slug", *(name for name in names if name != "slug")]


def to_json(model) -> str:
    """Every row of a table."""
    rows = [{name: getattr(row, name) for name in columns(model)} for row in model.objects.order_by("position", "pk")]
    return json.dumps({"rows": rows}, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1) + "\n"


def to_csv(model) -> str:
    """Every row of a table. What a spreadsheet would take for a formula gets an apostrophe, which we take off again."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns(model))
    for row in model.objects.order_by("position", "pk"):
        writer.writerow([_cell(getattr(row, name)) for name in columns(model)])
    return out.getvalue()


def _cell(value) -> str:
    if isinstance(value, list):
        return "\n".join(value)
    if isinstance(value, bool) or value is None:
        return YES_NO[value]
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def plan(model, text: str) -> Plan:
    """What the text of a file would change. Raises Unreadable when it isn't a file of this table."""
    lines = _lines(model, text)
    if len(lines) > MOST_ROWS:
        raise Unreadable(f"That is more than {MOST_ROWS} rows. Please send it in pieces.")
    known = model.objects.in_bulk([str(line.get("slug") or "") for line in lines], field_name="slug")
    found, seen = Plan(model), set()
    for place, line in enumerate(lines, 1):
        slug = str(line.get("slug") or "")
        where = f"{place}: {slug or 'no slug'}"
        if not slug or slug in seen:
            found.wrong.append((where, TWICE if slug else NO_SLUG))
            continue
        seen.add(slug)
        _compare(found, where, known.get(slug), line)
    return found


def _compare(found: Plan, where: str, known, line: dict) -> None:
    row = known or found.model()
    taken = {name: value for name, value in line.items() if name not in ONLY_OUT}
    try:
        after = {name: _value(found.model, name, value) for name, value in taken.items()}
        before = {name: getattr(row, name) for name in after}
        for name, value in after.items():
            setattr(row, name, value)
        row.full_clean(validate_unique=False)
    except ValidationError as error:
        found.wrong.append((where, " ".join(error.messages)))
        return
    differences = [Difference(name, before[name], value) for name, value in after.items() if value != before[name]]
    if known and not differences:
        found.same += 1
        return
    found.rows.append(RowPlan(str(line["slug"]), row, known is None, differences))


def _value(model, name: str, value):
    """A value of a file as the field has it. CSV knows only texts, so lists and yes and no are read from them."""
    field = model._meta.get_field(name)
    if isinstance(field, ArrayField) and isinstance(value, str):
        return [part.strip() for part in value.splitlines() if part.strip()]
    if isinstance(field, models.BooleanField) and isinstance(value, str):
        words = {word: flag for flag, word in YES_NO.items()}
        if value.strip().lower() not in words:
            raise ValidationError(f"{name}: write yes, no, or nothing.")
        return words[value.strip().lower()]
    if isinstance(value, str):
        value = value.removeprefix("'") if value[1:].startswith(FORMULA) else value
        value = value.replace("\r\n", "\n")
    return field.clean(value, None) if isinstance(field, models.IntegerField) else value


def _lines(model, text: str) -> list[dict]:
    text = text.removeprefix("\ufeff").lstrip()
    lines = _from_json(text) if text.startswith("{") else _from_csv(text)
    known = set(columns(model))
    strange = sorted({str(name) for line in lines for name in line} - known)
    if not lines or not known & set(lines[0]):
        raise Unreadable("There is no row in this file that we know. Please begin with a file that was taken out here.")
    if strange:
        raise Unreadable(f"We don't know these columns: {', '.join(strange[:5])}.")
    return lines


def _from_json(text: str) -> list[dict]:
    try:
        lines = json.loads(text)["rows"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unreadable('This isn\'t the JSON we know. It should be {"rows": [...]}.') from None
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        raise Unreadable('This isn\'t the JSON we know. It should be {"rows": [...]}.')
    if not all(_is_a_cell(value) for line in lines for value in line.values()):
        raise Unreadable("Some values are neither a text, a whole number, yes or no, nor a list of texts.")
    return lines


def _is_a_cell(value) -> bool:
    if isinstance(value, list):
        return all(isinstance(each, str) and _is_a_cell(each) for each in value)
    return value is None or isinstance(value, int) or (isinstance(value, str) and not UNFIT.search(value))


def _from_csv(text: str) -> list[dict]:
    try:
        lines = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        raise Unreadable("This isn't a CSV file that we can read.") from None
    if any(None in line or None in line.values() for line in lines):
        raise Unreadable("Some rows have more or fewer cells than the first line has columns.")
    return lines


@transaction.atomic
def carry_out(found: Plan, by: Person) -> int:
    """Do what the plan says. How much of it waits for a second person."""
    waits = 0
    for each in found.rows:
        stored = None if each.is_new else found.model.objects.get(pk=each.row.pk)
        if each.row.needs_two or (stored and stored.needs_two):
            waits += _put_forward(each, stored, by)
        else:
            _save(each)
    spelling.learn(each.row for each in found.rows if isinstance(each.row, Resource))
    return waits


def _save(each: RowPlan) -> None:
    row = each.row
    if {difference.name for difference in each.differences} - two_people.SAYS_THE_SAME:
        row.verified_on, row.verified_by = None, ""
    row.edited_on = timezone.localdate()
    row.save()


def _put_forward(each: RowPlan, stored, by: Person) -> bool:
    wanted = {difference.name: difference.after for difference in each.differences}
    if stored is None:
        wanted, each.row.status = {"status": each.row.status}, "draft"
        each.row.edited_on = timezone.localdate()
        each.row.save()
        stored = each.row
    quiet = {name: value for name, value in wanted.items() if name in two_people.NOT_SHOWN}
    if quiet:
        for name, value in quiet.items():
            setattr(stored, name, value)
        stored.save()
    loud = {name: value for name, value in wanted.items() if name not in quiet}
    return two_people.propose(stored, loud, by) is not None
