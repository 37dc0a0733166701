"""What four weeks come to on the visit summary, and what a consent leaves out."""

from dataclasses import asdict
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import rls
from accounts.models import Patient
from journal.days import today_of
from journal.models import Entry, Episode, Symptom
from tests.people import make_entry, make_episode, make_response, make_urge
from tests.timeline.diaries import ago, use, write_daily
from tests.timeline.visits import NOTE, OWN_WORDS, QUESTION, four_weeks
from timeline.models import PhaseExpectation
from timeline.summary import build, words

pytestmark = pytest.mark.django_db
SHARED = ["ratings", "use", "questionnaires", "notes", "self_harm", "urges"]


@pytest.fixture
def written(patient):
    four_weeks(patient)
    return patient


def page(patient, **asked):
    return build(patient, today=today_of(patient), **asked)


def facts(summary, code) -> list[str]:
    section = summary.section(code)
    return [f"{fact.term}: {fact.text}" if fact.term else fact.text for fact in section.facts] if section else []


def test_it_has_every_part_in_its_order(written):
    assert page(written).codes == (
        "question", "where", "written", "changes", "bladder", "use", "urges", "scores", "self_harm", "notes",
    )  # fmt: skip


def test_it_says_where_she_stands_and_what_that_rests_on(written):
    where, last_use = facts(page(written), "where")
    assert where == "Day 16 since last use · weeks 2–4"
    assert last_use.startswith("As told: last use on ")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"precision": "about"}, "About day 16 since last use · weeks 2–4"),
        ({"precision": "using", "day0": None}, "As told: still using."),
        ({"precision": "unknown", "day0": None}, "The date of last use isn't known."),
    ],
)
def test_it_claims_no_more_of_last_use_than_she_said(patient, told, said):
    make_episode(patient, **{"day0": ago(patient, 16)} | told)
    assert facts(page(patient), "where")[0] == said


@pytest.mark.parametrize("hidden", [{"show_day_counts": False}, {"hidden_clocks": ["since"]}])
def test_whoever_hides_day_counts_has_none_on_the_page_she_hands_over_either(written, hidden):
    for name, value in hidden.items():
        setattr(written, name, value)
    for own in (True, False):
        assert facts(page(written, own=own), "where")[0] == "Weeks 2–4"
    assert facts(page(written, own=False, scope=SHARED), "where")[0].startswith("Day 16")


def test_days_written_tell_missed_ones_from_paused_ones(written):
    assert facts(page(written), "written") == [
        "Written on 26 of 28 days, 1 of them more than a day later.",
        "1 not written, 1 paused.",
    ]


def test_a_new_journal_has_only_the_days_it_had(patient):
    patient.created_at = timezone.now() - timedelta(days=3)
    write_daily(patient, 2, until=1)
    assert facts(page(patient), "written") == ["Written on 2 of 2 days so far."]


def test_the_largest_changes_have_their_numbers_and_the_days_behind_them(written):
    section = page(written).section("changes")
    assert [tuple(asdict(row).values()) for row in section.rows] == [
        ("Craving", "7.0", "14 days", "3.0", "12 days", "4.0 points lower"),
        ("Hours slept", "5.5 h", "14 days", "7.0 h", "12 days", "1.5 hours more"),
    ]
    assert section.caption.startswith("The largest of 3. ")


def test_it_says_which_way_a_rating_runs_where_more_is_better(patient):
    for back in range(28):
        make_entry(
            patient, ago(patient, back), ratings={"control_confidence": 6 if back < 14 else 3, "nightmares": back // 14}
        )
    rows = page(patient).section("changes").rows
    assert [(row.label, row.change) for row in rows] == [
        ("Confidence (higher is better)", "3.0 points higher"),
        ("Nightmares", "1.0 fewer a day"),
    ]


def test_it_says_why_there_are_no_changes(patient):
    write_daily(patient, 5, craving=5)
    assert page(patient).section("changes").caption.startswith("Too few answers")
    Entry.objects.all().delete()
    write_daily(patient, 28, craving=5)
    assert page(patient).section("changes").caption.startswith("Nothing moved by half a point or more, of 1 ")


def test_the_bladder_is_told_by_its_answers(written):
    assert facts(page(written), "bladder") == [
        "Night-time trips: 3 to 6, mean 4.5 (4 answers)",
        "Pain with bladder or peeing: 5 of 10 (4 answers)",
        "Blood in urine: on 1 of 4 days answered",
    ]


def test_not_being_able_to_pee_is_told_when_it_happened(patient):
    make_entry(patient, ratings={"cannot_urinate": True, "blood_in_urine": False, "nocturia": None})
    assert facts(page(patient), "bladder") == [
        "Blood in urine: on none of 1 day answered",
        "Cannot pee: on 1 of 1 day answered",
    ]


def test_use_is_told_of_the_days_told_about_and_prescribed_doses_apart(written):
    assert facts(page(written), "use") == [
        "Days with use: 2 of 25 told about",
        "Days without: 23 of 25 told about",
        "Prescribed dose: 1 day, counted as neither",
        "Not told: 2 of 28 days",
    ]


def test_use_before_the_four_weeks_is_not_counted(patient):
    make_episode(patient, day0=ago(patient, 40))
    use(patient, 40, 28)
    write_daily(patient, 3)
    assert facts(page(patient), "use")[0] == "Days with use: 0 of 3 told about"


def test_urges_have_a_count_a_before_and_after_and_what_was_done(written):
    assert facts(page(written), "urges") == [
        "Written down: 4 in these 28 days",
        "Rated again: 3 times, from 7.0 to 4.0 on average",
        f"{OWN_WORDS}: 3 times. From 7.0 to 4.0 on average, after about 20 minutes.",
        "Walk: 3 times. From 7.0 to 4.0 on average, after about 20 minutes.",
    ]


def test_what_she_did_is_not_told_in_her_own_words_to_others(written):
    for asked in ({}, {"scope": ["urges"]}):
        told = facts(page(written, own=False, **asked), "urges")
        assert OWN_WORDS not in str(told) and any(line.startswith("an own word: 3 times") for line in told)
    assert OWN_WORDS in str(facts(page(written, own=False, scope=SHARED), "urges"))


def test_an_urge_counts_on_her_day_and_not_on_that_of_the_clock(patient):
    patient.time_zone = "Pacific/Kiritimati"
    first = today_of(patient) - timedelta(days=27)
    begins = timezone.datetime(first.year, first.month, first.day, 4, tzinfo=patient.zone)
    for seconds in (-1, 0):
        make_urge(patient, at=begins + timedelta(seconds=seconds))
    assert facts(page(patient), "urges") == ["Written down: 1 in these 28 days"]


def test_questionnaires_have_their_totals_and_no_label(written):
    first, second = (words.day_of(ago(written, days)) for days in (1, 15))
    assert facts(page(written), "scores") == [
        f"PHQ-9: 9 of 27 on {first}; 18 of 27 on {second}",
        f"GAD-7: 7 of 21 on {first}",
    ]


def test_a_questionnaire_with_a_gap_has_no_total(patient):
    response = make_response(patient, days_ago=1)
    response.answers = dict(response.answers) | {next(iter(response.answers)): None}
    response.save()
    assert facts(page(patient), "scores") == [f"PHQ-9: no total: 8 of 9 answered on {words.day_of(ago(patient, 1))}"]


def test_answers_about_harm_are_plain_facts(written):
    assert facts(page(written), "self_harm") == ["No: 24 days", "They passed quickly: 1 day", "Not answered: 1 day"]


def test_a_question_about_harm_that_was_only_skipped_is_no_part(patient):
    make_entry(patient, ratings={"self_harm_thoughts": None})
    assert "self_harm" not in page(patient).codes


def test_nothing_written_leaves_next_to_nothing(patient):
    assert page(patient).codes == ()
    assert page(patient).standing.endswith("It is not a diagnosis.")


def test_answers_that_are_no_answers_are_none(patient):
    for back in range(28):
        ratings = {
            "craving": True,
            "nocturia": "three",
            "urinary_pain": [],
            "blood_in_urine": 1,
            "self_harm_thoughts": 9,
        }
        make_entry(patient, ago(patient, back), ratings=ratings)
    assert page(patient).section("changes").rows == ()
    assert {"bladder", "self_harm"} & set(page(patient).codes) == set()


@pytest.mark.parametrize(
    ("scope", "parts"),
    [
        ([], {"written"}),
        (["ratings"], {"written", "changes", "bladder"}),
        (["urges"], {"written", "urges"}),
        (["use"], {"written", "where", "use"}),
        (["questionnaires"], {"written", "scores"}),
        (["notes"], {"written", "notes"}),
        (["self_harm"], {"written", "self_harm"}),
        (SHARED, {"written", "where", "changes", "bladder", "use", "urges", "scores", "self_harm", "notes"}),
    ],
)
def test_a_consent_opens_its_parts_and_never_her_question(written, scope, parts):
    summary = page(written, scope=scope, own=False)
    assert set(summary.codes) == parts
    assert QUESTION not in str(summary)
    assert (NOTE in str(summary)) == ("notes" in scope)


def test_a_clinician_in_the_database_s_own_role_gets_the_same_and_never_her_question(written, clinician):
    with rls.acting_as(rls.CLINICIAN, clinician.pk):
        summary = page(written, scope=SHARED, own=False)
    assert summary == page(written, scope=SHARED, own=False)
    assert QUESTION not in str(summary)


def test_a_stranger_in_the_database_s_own_role_gets_no_days(written, stranger):
    with rls.acting_as(rls.CLINICIAN, stranger.pk), pytest.raises(Patient.DoesNotExist):
        page(written, scope=SHARED, own=False)


def test_only_what_was_ticked_is_left(written):
    whole = page(written)
    sheet = whole.only(["written"], [])
    assert (sheet.codes, sheet.notes, sheet.question) == (("written",), (), "")
    assert whole.only([], [ago(written, 3)]).codes == ("notes",)
    assert whole.only(["notes"], []).codes == ()


def test_a_question_that_the_catalogue_no_longer_asks_still_tells(written):
    Symptom.objects.filter(code="craving").update(active=False, label="Longing")
    assert page(written).section("changes").rows[0].label == "Longing"


def test_answers_to_what_the_catalogue_no_longer_knows_are_left_out(written):
    PhaseExpectation.objects.all().delete()
    Symptom.objects.filter(code__in=["craving", "nocturia", "self_harm_thoughts"]).delete()
    summary = page(written)
    assert summary.section("self_harm") is None
    assert "Craving" not in str(summary) and not any("Night" in line for line in facts(summary, "bladder"))


def test_it_reads_one_patient_even_where_the_database_would_show_more(written, other_patient):
    Episode.objects.filter(patient=other_patient).delete()
    assert page(other_patient).codes == ()
