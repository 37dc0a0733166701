"""Her side: asking to be contacted, other substances, and what her team was shown."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.sharing import end_sharing
from flags.models import Flag, FlagRule, OtherSubstance
from journal.days import today_of
from tests.journal.test_check_in import ANSWERS, write

from .telling import flags, tell

CONTACT, OTHERS, SHOWN = "/more/contact/", "/more/other-substances/", "/privacy/shown/"


def requests_of(patient):
    return Flag.objects.filter(patient=patient, rule_code="help_requested")


def text_of(client, address=CONTACT) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize(("sent", "value"), [({}, True), ({"today": "on"}, "today")])
def test_asking_to_be_contacted_is_a_flag_once_however_often_it_is_sent(as_patient, patient, stranger, sent, value):
    for _ in range(2):
        page = as_patient.post(CONTACT, sent, follow=True).content.decode()
    flag = requests_of(patient).get()
    assert (flag.severity, flag.evidence[0]["value"], flag.needs) == ("attention", value, [])
    assert "You asked earlier today" in page
    assert "Nobody has opened it yet" in page


def test_asking_for_today_after_asking_is_told_too(as_patient, patient, stranger):
    as_patient.post(CONTACT)
    as_patient.post(CONTACT, {"today": "on"})
    assert requests_of(patient).count() == 2


def test_once_closed_she_can_ask_again_on_the_same_day(as_patient, patient, stranger):
    as_patient.post(CONTACT)
    requests_of(patient).update(state=Flag.State.CLOSED, about="another moment")
    as_patient.post(CONTACT)
    assert requests_of(patient).standing().count() == 1


def test_the_page_says_when_they_look_and_whom_to_call(as_patient, patient, clinician, stranger):
    page = text_of(as_patient)
    assert f"Kim Keyworker looks {clinician.commitment}" in page
    assert 'href="tel:999"' in page
    assert 'href="tel:116123"' in page


def test_without_anybody_there_is_nobody_to_tell_and_no_button(as_patient, patient, stranger):
    end_sharing(patient=patient, link=patient.care_links.get())
    page = as_patient.post(CONTACT, follow=True).content.decode()
    assert "could not be passed on" in page
    assert "No one from a service sees your journal" in page
    assert not requests_of(patient).exists()
    assert CONTACT not in text_of(as_patient, "/more/")


def test_with_the_rule_switched_off_she_is_not_told_that_it_was_passed_on(as_patient, patient, stranger):
    FlagRule.objects.create(code="help_requested", version=2, is_on=False, why="off")
    assert "could not be passed on" in as_patient.post(CONTACT, follow=True).content.decode()


@pytest.mark.parametrize("harm", ["0", "2"])
def test_the_button_stands_on_the_page_after_a_check_in_once(as_patient, patient, stranger, harm):
    write(as_patient, patient, ANSWERS | {"self_harm_thoughts": harm})
    assert text_of(as_patient, f"/journal/{today_of(patient)}/saved/").count(f'href="{CONTACT}"') == 1


def test_who_shares_with_nobody_has_no_button_there(as_patient, patient, stranger):
    end_sharing(patient=patient, link=patient.care_links.get())
    write(as_patient, patient, ANSWERS | {"self_harm_thoughts": "2"})
    page = text_of(as_patient, f"/journal/{today_of(patient)}/saved/")
    assert CONTACT not in page
    assert "No one from a service sees this" in page


def stopped(patient, days_ago: int) -> str:
    return (today_of(patient) - timedelta(days=days_ago)).isoformat()


def test_stopping_after_near_daily_use_is_urgent_once_a_stop(as_patient, patient, stranger):
    told = {"alcohol": "on", "alcohol_stopped": stopped(patient, 2)}
    for _ in range(2):
        page = as_patient.post(OTHERS, told, follow=True).content.decode()
    assert [row[:2] for row in flags(patient)] == [("possible_other_withdrawal", "urgent")]
    assert "Please see a doctor today" in page
    as_patient.post(OTHERS, told | {"alcohol_stopped": stopped(patient, 0)})
    assert len(flags(patient)) == 2


@pytest.mark.parametrize("told", [{"alcohol": "on"}, {"opioids": "on", "opioids_stopped": "2020-01-01"}])
def test_use_that_goes_on_or_a_stop_long_ago_raises_nothing(as_patient, patient, stranger, told):
    page = as_patient.post(OTHERS, told, follow=True).content.decode()
    assert flags(patient) == []
    assert "Please see a doctor today" not in page
    assert "Get medical help first" in page


def test_what_she_takes_back_is_gone_and_a_day_alone_is_enough(as_patient, patient, stranger):
    as_patient.post(OTHERS, {"ghb_stopped": stopped(patient, 1)})
    assert OtherSubstance.objects.get(patient=patient).substance == "ghb"
    as_patient.post(OTHERS, {})
    assert not OtherSubstance.objects.filter(patient=patient).exists()
    assert len(flags(patient)) == 1


@pytest.mark.parametrize(
    ("day", "told"), [("2999-01-01", "still to come"), ("1980-01-01", "1990"), ("x", "valid date")]
)
def test_a_day_without_sense_is_said_and_nothing_is_kept(as_patient, patient, stranger, day, told):
    answer = as_patient.post(OTHERS, {"alcohol": "on", "alcohol_stopped": day})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not OtherSubstance.objects.filter(patient=patient).exists()


def test_she_reads_what_her_team_was_shown_with_dates_and_no_names(as_patient, patient, other_patient, clinician):
    tell(patient, 1, craving=9)
    tell(patient, 2, craving=8)
    tell(other_patient, 1, seizure=True)
    seen = {"acknowledged_at": datetime(2026, 3, 4, tzinfo=UTC), "acknowledged_name": "Kim", "state": "acknowledged"}
    Flag.objects.filter(patient=patient).update(**seen)
    page = text_of(as_patient, SHOWN)
    assert "We showed your team that your craving was 8 or more on two days." in page
    assert "Seen on 4 March 2026" in page
    assert "Kim" not in page
    assert "seizure" not in page


def test_every_flag_is_there_page_by_page(as_patient, patient, clinician, stranger):
    for day in range(1, 24):
        tell(patient, day, seizure=True)
    first = text_of(as_patient, SHOWN)
    older = Flag.objects.filter(patient=patient).order_by("-pk")[19].pk
    assert first.count("We showed your team") == 20
    assert text_of(as_patient, f"{SHOWN}?before={older}").count("We showed your team") == 3
    assert text_of(as_patient, f"{SHOWN}?before=nothing").count("We showed your team") == 20


@pytest.mark.parametrize("address", [CONTACT, OTHERS, SHOWN])
def test_its_queries_do_not_grow(as_patient, patient, clinician, stranger, count_queries, address):
    as_patient.get(address)
    few = count_queries(lambda: as_patient.get(address))
    for day in range(1, 12):
        tell(patient, day, seizure=True)
        as_patient.post(CONTACT)
    assert count_queries(lambda: as_patient.get(address)) == few <= 8


@pytest.mark.parametrize("address", [CONTACT, OTHERS, SHOWN])
def test_staff_find_nothing_there(as_clinician, as_stranger, as_administrator, address):
    for client in (as_clinician, as_stranger, as_administrator):
        assert client.get(address).status_code == 404
