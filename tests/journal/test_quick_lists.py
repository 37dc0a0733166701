"""The quick lists as they ship: what made a day harder, and what helped (brief 6.2, 6.3)."""

import json
import re
from itertools import groupby

from journal.catalogue import TAGS_FILE, load_tags
from journal.models import Tag, Urge
from journal.models.tag import LABEL_LENGTH, OWN

ROWS = json.loads(TAGS_FILE.read_text(encoding="utf-8"))
GROUPS = {
    "trigger": ["Feelings", "Body", "People", "Places and times", "Things that remind me", "Events"],
    "coping": ["Delay", "Distract", "Move place", "Connect", "Body", "Mind", "Barrier", "Care"],
}


def test_each_word_has_a_code_that_no_other_has():
    codes = [row["code"] for row in ROWS]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z_]{2,40}", code) and not code.startswith(OWN) for code in codes)


def test_words_are_short_and_not_said_twice():
    labels = [(row["kind"], row["label"].lower()) for row in ROWS]
    assert len(labels) == len(set(labels))
    assert all(1 < len(label) <= min(LABEL_LENGTH, 40) for _kind, label in labels)


def test_groups_stand_together_in_the_order_of_the_brief():
    for kind, groups in GROUPS.items():
        rows = sorted((row for row in ROWS if row["kind"] == kind), key=lambda row: row["position"])
        assert [group for group, _ in groupby(row["group"] for row in rows)] == groups
        assert len({row["position"] for row in rows}) == len(rows)


def test_what_is_offered_in_an_urge_can_be_named_as_what_helped():
    assert set(Urge.Tool.values) <= {row["code"] for row in ROWS if row["kind"] == "coping"}


def test_they_load_once_and_fit_their_table(db):
    Tag.objects.all().delete()
    assert (load_tags(), load_tags()) == (len(ROWS), 0)
    for tag in Tag.objects.all():
        tag.full_clean()
