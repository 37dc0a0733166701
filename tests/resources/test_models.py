"""What the database itself refuses, and how a row is found by its words."""

import pytest
from django.db import IntegrityError

from resources.models import Resource
from tests.resources.rows import make_line, make_resource

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [make_resource, make_line])
@pytest.mark.parametrize("wrong, constraint", [
    ({"evidence": "R"}, "active_is_confirmed"),
    ({"status": "deleted"}, "status_known"),
    ({"kind": "gossip"}, "kind_known"),
    ({"evidence": "X", "status": "draft"}, "evidence_known"),
    ({"number_display": "0123 456", "tel": "0123457"}, "dials_what_it_shows"),
])
def test_the_database_refuses_a_wrong_row(make, wrong, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        make(**wrong)


def test_two_rows_can_not_share_an_address():
    make_resource(slug="twice")
    with pytest.raises(IntegrityError, match="slug_unique"):
        make_resource(slug="twice")


def test_a_line_must_be_reachable():
    with pytest.raises(IntegrityError, match="can_be_reached"):
        make_line(tel="", number_display="")


def test_an_unconfirmed_draft_may_be_kept():
    assert make_resource(status="draft", evidence="R").pk


def test_the_public_sees_active_rows_only():
    for status in ("draft", "suspended", "retired"):
        make_resource(slug=f"a-{status}-row", status=status)
    assert not Resource.objects.published().filter(slug__contains="-row").exists()


def test_a_row_for_no_country_is_for_every_country_and_a_row_for_one_is_not():
    here, there, everywhere = (make_resource(countries=codes) for codes in (["NZ"], ["FR"], []))
    found = Resource.objects.for_country("NZ")
    assert {here, everywhere} <= set(found)
    assert there not in found


def test_a_row_for_no_phase_is_for_every_phase():
    always, late = make_resource(), make_resource(phases=["paws"])
    found = Resource.objects.for_phase("acute")
    assert always in found
    assert late not in found


def test_a_text_message_carries_its_word():
    assert make_line(sms_number="85258", sms_keyword="SHOUT").sms_link == "sms:85258?&body=SHOUT"


def test_a_text_number_without_a_word_opens_an_empty_message():
    assert make_line(sms_number="82111").sms_link == "sms:82111"
