"""What is raised, for whom, and how often."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import override_settings
from django.utils import timezone

from accounts.models import ConsentRecord
from accounts.sharing import end_sharing
from clinical.flags import explain
from flags import services
from flags.models import Flag, FlagRule
from journal.models import Entry
from journal.services import NewerVersion, Told, hold, record_entry
from journal.use import explain_use
from tests import people
from tests.journal.diaries import bring

from .telling import answer, at, flags, on, tell, totalling


def share(patient, clinician, *scope):
    """Share with this clinician anew, and only so much."""
    for link in patient.care_links.open():
        end_sharing(patient=patient, link=link)
    people.make_link(patient, clinician, scope=list(scope))


@pytest.mark.parametrize(
    ("scope", "raised"),
    [
        (["ratings"], {"seizure"}),
        (["use"], {"any_use"}),
        (["self_harm"], {"self_harm_any"}),
        (["notes", "questionnaires"], set()),
        (["ratings", "use", "self_harm"], {"seizure", "any_use", "self_harm_any"}),
    ],
)
def test_a_flag_rests_only_on_what_is_shared(patient, clinician, stranger, scope, raised):
    share(patient, clinician, *scope)
    tell(patient, 1, seizure=True, used_ketamine=True, self_harm_thoughts=1)
    assert {code for code, *_ in flags(patient)} == raised


@pytest.mark.parametrize(
    ("scope", "raised"),
    [(["questionnaires"], {"phq9_high"}), (["questionnaires", "self_harm"], {"phq9_high", "phq9_item9"})],
)
def test_item_9_needs_both_kinds_of_consent(patient, clinician, stranger, scope, raised):
    share(patient, clinician, *scope)
    answer(patient, 1, each=2)
    assert {code for code, *_ in flags(patient)} == raised


def test_two_clinicians_who_each_see_half_see_no_flag_of_the_whole(patient, clinician, stranger):
    share(patient, clinician, "questionnaires")
    people.make_link(patient, people.make_clinician(), scope=["self_harm"])
    answer(patient, 1, n9=1)
    assert flags(patient) == []


def test_an_expired_consent_raises_nothing(patient, clinician, stranger):
    end_sharing(patient=patient, link=patient.care_links.get())
    people.make_link(patient, clinician, expires_on=on(1) - timedelta(days=1))
    tell(patient, 1, seizure=True)
    assert flags(patient) == []


def test_evidence_has_codes_dates_and_values_and_no_words_of_hers(patient, clinician, stranger):
    with at(1):
        told = {"self_harm_thoughts": 2, "seizure": True}
        record_entry(patient=patient, day=on(1), ratings=told, note="secret words", used=None, why="check-in")
    for flag in Flag.objects.filter(patient=patient):
        assert all(set(piece) == {"code", "date", "value"} for piece in flag.evidence)
        assert "secret" not in str(flag.evidence) + flag.about + str(flag)
        assert explain(flag.rule_code, flag.evidence)


def test_the_cooldown_is_counted_in_days(patient, clinician, stranger):
    for day in range(1, 9):
        tell(patient, day, craving=9)
    assert [day for _, _, day, _ in flags(patient, "craving_high")] == [2, 5, 8]


def test_a_higher_one_takes_over_what_stands_of_the_same_rule(patient, clinician, stranger):
    tell(patient, 1, elated_no_sleep=True, sleep_hours=3)
    tell(patient, 2, elated_no_sleep=True, sleep_hours=2)
    assert [row[1:] for row in flags(patient)] == [("attention", 1, "superseded"), ("urgent", 2, "open")]
    older = Flag.objects.get(patient=patient, severity="attention")
    assert older.superseded_by.severity == "urgent"


def test_a_better_day_closes_nothing(patient, clinician, stranger):
    tell(patient, 1, self_harm_thoughts=3)
    tell(patient, 1, self_harm_thoughts=0)
    tell(patient, 2, self_harm_thoughts=0)
    assert flags(patient) == [("self_harm_any", "urgent", 1, "open")]


def test_an_edit_runs_the_rules_again_and_keeps_the_old_evidence(patient, clinician, stranger):
    tell(patient, 1, self_harm_thoughts=1)
    tell(patient, 1, self_harm_thoughts=2)
    assert flags(patient) == [("self_harm_any", "attention", 1, "superseded"), ("self_harm_any", "urgent", 1, "open")]
    values = [flag.evidence[0]["value"] for flag in Flag.objects.filter(patient=patient).order_by("pk")]
    assert values == [1, 2]


def test_after_it_was_closed_a_worse_answer_of_the_same_day_is_a_new_one(patient, clinician, stranger):
    tell(patient, 1, self_harm_thoughts=2)
    Flag.objects.filter(patient=patient).update(state=Flag.State.CLOSED)
    tell(patient, 1, self_harm_thoughts=3)
    assert [row[3] for row in flags(patient)] == ["closed", "open"]


def test_yesterday_filled_in_after_today_counts_for_today(patient, clinician, stranger):
    tell(patient, 1, craving=2)
    tell(patient, 3, craving=9)
    tell(patient, 2, told_on=3, craving=9)
    assert flags(patient, "craving_high") == [("craving_high", "attention", 3, "open")]


def test_an_edited_day_flags_no_later_day_that_does_not_rest_on_it(patient, clinician, stranger):
    for day, craving in ((1, 1), (2, 7), (3, 7)):
        tell(patient, day, craving=craving)
    FlagRule.objects.create(code="craving_high", version=2, parameters={"rating_from": 7}, why="lower")
    tell(patient, 1, told_on=3, craving=2)
    assert flags(patient) == []


def test_three_days_of_use_in_seven_ask_for_attention(patient, clinician, stranger):
    for day in (1, 4, 7, 12):
        tell(patient, day, used_ketamine=True)
    assert [row[1:3] for row in flags(patient, "any_use")] == [
        ("info", 1), ("info", 4), ("attention", 7), ("info", 12)
    ]  # fmt: skip


def test_a_prescribed_dose_is_no_use_and_one_that_turns_out_not_to_be_is(patient, clinician, stranger):
    tell(patient, 1, used_ketamine=True)
    Flag.objects.filter(patient=patient).delete()
    with at(1):
        explain_use(patient=patient, day=on(1), prescribed=True, restarts_count=None)
        assert flags(patient) == []
        explain_use(patient=patient, day=on(1), prescribed=False, restarts_count=None)
    assert flags(patient) == [("any_use", "info", 1, "open")]


def test_ketamine_with_something_that_sedates_is_told_by_its_words(patient, clinician, stranger):
    tell(patient, 1, used_ketamine=True, used_other=["Cannabis", "GHB or GBL"])
    flag = Flag.objects.get(patient=patient, rule_code="use_risky_mix")
    assert explain(flag.rule_code, flag.evidence) == "Ketamine and GHB or GBL on 1 Mar 2026."


def test_bladder_trouble_in_two_weekly_answers_after_four_weeks(patient, clinician, stranger):
    with at(1):
        people.make_episode(patient, days_ago=21)
    for day in (1, 8, 15):
        tell(patient, day, urinary_pain=5)
    assert flags(patient, "urinary_persist") == [("urinary_persist", "attention", 8 + 7, "open")]


def test_an_older_diary_raises_nothing(as_patient, patient, clinician, stranger):
    bring(as_patient, "date,harm\n2026-03-01,3\n2026-03-02,3\n", c1=("self_harm_thoughts", 0, 3))
    assert Entry.objects.filter(patient=patient).count() == 2
    assert flags(patient) == []


def test_a_save_that_waits_beside_a_newer_one_still_tells_of_signs(patient, clinician, stranger):
    tell(patient, 1, craving=9)
    tell(patient, 2, craving=1)
    with at(2):
        told = Told({"self_harm_thoughts": 2, "craving": 9})
        hold(patient=patient, day=on(2), told=told, save_id=uuid4(), seen=0)
    assert flags(patient) == [("self_harm_any", "urgent", 2, "open")]


def test_a_save_that_is_refused_raises_nothing(patient, clinician, stranger):
    tell(patient, 1, craving=1)
    with at(1), pytest.raises(NewerVersion):
        record_entry(
            patient=patient, day=on(1), ratings={"seizure": True}, note="", used=None, why="check-in", seen=0
        )
    assert flags(patient) == []


def test_a_total_that_is_very_high_says_how_soon(patient, clinician, stranger):
    answer(patient, 1, **totalling(21))
    flag = Flag.objects.get(patient=patient)
    assert explain(flag.rule_code, flag.evidence) == "PHQ-9 total 21 on 1 Mar 2026. Review within 1 working day."


@override_settings(ENABLE_FLAGS=False)
def test_a_deployment_can_switch_them_off(as_patient, patient, clinician, stranger):
    tell(patient, 1, self_harm_thoughts=3)
    answer(patient, 1, each=3)
    assert flags(patient) == []
    assert "my team" not in as_patient.get("/more/").content.decode()
    assert as_patient.get("/more/contact/").status_code == as_patient.get("/privacy/shown/").status_code == 404


@pytest.mark.parametrize(("ratings", "more"), [({"craving": 1}, 2), ({"self_harm_thoughts": 2, "seizure": True}, 3)])
def test_a_save_asks_at_most_three_things_more(patient, clinician, stranger, count_queries, ratings, more):
    tell(patient, 1, craving=9, self_harm_thoughts=1)  # the catalogue is in memory, and a flag is there to take over
    with override_settings(ENABLE_FLAGS=False):
        without = count_queries(lambda: tell(patient, 2, **ratings))
    Entry.objects.filter(patient=patient, date=on(2)).delete()
    assert count_queries(lambda: tell(patient, 2, **ratings)) == without + more


def test_who_shares_with_nobody_pays_one_query(patient, clinician, stranger, count_queries):
    end_sharing(patient=patient, link=patient.care_links.get())
    with override_settings(ENABLE_FLAGS=False):
        without = count_queries(lambda: tell(patient, 1, seizure=True))
    Entry.objects.filter(patient=patient).delete()
    assert count_queries(lambda: tell(patient, 1, seizure=True)) == without + 1


@pytest.mark.parametrize("what", ["standing", "ended", "expired", "revoked", "two"])
def test_what_a_save_goes_by_is_what_is_in_force(patient, clinician, stranger, what):
    if what == "ended":
        patient.care_links.update(ended_at=timezone.now())
    elif what == "expired":
        patient.consents.update(expires_on=timezone.now().date() - timedelta(days=1))
    elif what == "revoked":
        given = patient.consents.get()
        given.pk, given.revokes_id, given._state.adding = None, given.pk, True
        given.save()
    elif what == "two":
        people.make_link(patient, people.make_clinician(), scope=["use"])
    in_force = [set(given.scope) for given in ConsentRecord.objects.in_force().filter(patient=patient)]
    assert sorted(services._known(patient, on(1)).shared, key=sorted) == sorted(in_force, key=sorted)
    assert len(in_force) == {"standing": 1, "two": 2}.get(what, 0)
