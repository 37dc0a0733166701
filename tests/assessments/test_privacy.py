"""Her answers are hers: to take out, to erase, and to keep from everybody else."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import IntegrityError, ProgrammingError

from accounts import privacy, rls
from accounts.models import AccessLog
from assessments.models import Asked, NotNow, Response
from assessments.services import totals_for
from clinical.instruments import PHQ9
from journal.days import today_of
from tests.assessments.answering import answer
from tests.people import make_response

HERS = ["/assessments/", "/assessments/phq9/", "/assessments/export.csv", "/assessments/not-now/"]


@pytest.fixture
def answered(cast, as_patient):
    """Both patients answered today; `patient` put hers right and said "not now", and was asked for more."""
    make_response(cast["other_patient"], scores=2)
    answer(as_patient, each=3, n9=0)
    answer(as_patient, seen=1, each=2, n9=1)
    NotNow.objects.create(patient=cast["patient"], until=today_of(cast["patient"]))
    Asked.objects.create(patient=cast["patient"], clinician=cast["clinician"], clinician_name="Kim", instrument="gad7")
    return cast


def test_the_copy_of_everything_holds_all_of_it(answered, as_patient):
    tables = as_patient.get("/privacy/export.json").json()["tables"]
    (response,) = tables["assessments.Response"]
    assert (response["answers"]["phq9_1"], response["answers"]["phq9_9"], response["version"]) == (2, 1, 1)
    assert [row["answers"]["phq9_1"] for row in tables["assessments.ResponseEvent"]] == [3, 2]
    assert len(tables["assessments.NotNow"]) == len(tables["assessments.Asked"]) == 1


def test_the_table_has_a_row_a_question_in_the_words_that_were_asked(as_patient, patient):
    make_response(patient, "gad7", days_ago=14, scores=2)
    answer(as_patient, n1=3, n2="skip", n9=0)
    reply = as_patient.get("/assessments/export.csv")
    rows = list(csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig"))))
    assert len(rows) == 7 + 10 and [rows[0]["questionnaire"], rows[0]["total"]] == ["GAD-7", "14"]
    assert rows[7] == {
        "date": str(today_of(patient)), "questionnaire": "PHQ-9", "version": "1", "code": "phq9_1",
        "question": PHQ9.items[0].text, "answer": "Nearly every day", "score": "3", "total": "",
    }  # fmt: skip
    assert (rows[8]["answer"], rows[8]["score"], rows[15]["score"]) == ("skipped", "", "0")


def test_taking_it_out_is_logged_and_names_nothing(as_patient, patient):
    reply = as_patient.get("/assessments/export.csv")
    assert reply["Content-Disposition"] == 'attachment; filename="answers.csv"'
    assert AccessLog.objects.filter(patient=patient, what="export").count() == 1


def test_erasing_leaves_nothing_of_hers_and_all_of_the_others(answered):
    privacy.erase(answered["patient"])
    assert set(Response.objects.values_list("patient", flat=True)) == {answered["other_patient"].pk}
    assert not NotNow.objects.exists() and not Asked.objects.exists()
    assert not Response.history.rel.related_model.objects.filter(patient=answered["patient"].pk).exists()


@pytest.mark.parametrize("path", [*HERS, "/assessments/phq9/{day}/", "/assessments/phq9/{day}/safe/"])
def test_staff_find_nothing_at_her_addresses(answered, as_clinician, as_stranger, as_administrator, path):
    path = path.format(day=today_of(answered["patient"]))
    for browser in (as_clinician, as_stranger, as_administrator):
        assert browser.get(path).status_code in (404, 405)
        assert browser.post(path, {"phq9_1": "1", "safe_now": "no"}).status_code in (404, 405)
    assert Response.objects.count() == 2


@pytest.fixture(params=["both guards", "the filters alone"])
def guards(request, monkeypatch):
    """Nobody relies on the database alone."""
    if request.param == "the filters alone":
        monkeypatch.setattr(rls, "role_of", lambda user: rls.SERVICE)


def test_another_patient_finds_and_changes_nothing_of_hers(guards, as_patient, as_other_patient, patient):
    response = make_response(patient, days_ago=20, scores=3)
    for path in (f"/assessments/phq9/{response.day}/", f"/assessments/phq9/{response.day}/safe/"):
        assert as_other_patient.get(path).status_code in (404, 405)
        assert as_other_patient.post(path, {"safe_now": "yes"}).status_code in (404, 405)
    assert str(response.day) not in as_other_patient.get("/assessments/export.csv").content.decode()
    assert "27" not in as_other_patient.get("/assessments/").content.decode().split("<main")[1].split("</main")[0]


def test_a_visitor_is_asked_to_log_in(client, db):
    for path in HERS:
        assert client.get(path).url.startswith("/accounts/login/")


def seen_by(role, person, model):
    with rls.acting_as(role, person.pk):
        return set(model.objects.values_list("patient", flat=True))


def test_the_database_shows_each_no_more_than_they_may_see(answered):
    patient, other, clinician, stranger = (answered[n] for n in ("patient", "other_patient", "clinician", "stranger"))
    assert seen_by(rls.PATIENT, patient, Response) == {patient.pk}
    assert seen_by(rls.CLINICIAN, clinician, Response) == {patient.pk}
    assert seen_by(rls.CLINICIAN, stranger, Response) == {other.pk}
    assert seen_by(rls.CLINICIAN, clinician, NotNow) == set()
    assert seen_by(rls.CLINICIAN, clinician, Asked) == {patient.pk}
    assert seen_by(rls.CLINICIAN, stranger, Asked) == seen_by(rls.ADMINISTRATOR, clinician, Response) == set()


@pytest.mark.parametrize(
    "sentence",
    ["UPDATE assessments_response SET answers = '{}'", "DELETE FROM assessments_response",
     "DELETE FROM assessments_asked", "UPDATE assessments_responseevent SET answers = '{}'"],
)  # fmt: skip
def test_a_clinician_changes_nothing(answered, clinician, sentence):
    with pytest.raises(ProgrammingError, match="permission denied"), rls.acting_as(rls.CLINICIAN, clinician.pk):
        connection.cursor().execute(sentence)


def test_a_clinician_asks_nobody_but_the_caseload_and_in_no_other_name(answered):
    patient, other, clinician, stranger = (answered[n] for n in ("patient", "other_patient", "clinician", "stranger"))
    for whom, whose in ((other, clinician), (patient, stranger)):
        with pytest.raises(ProgrammingError, match="row-level security"), rls.acting_as(rls.CLINICIAN, clinician.pk):
            Asked.objects.create(patient=whom, clinician=whose, clinician_name="Kim", instrument="phq9")


def test_an_earlier_version_is_never_changed_by_the_one_who_wrote_it(answered, patient):
    with pytest.raises(ProgrammingError, match="permission denied"), rls.acting_as(rls.PATIENT, patient.pk):
        Response.history.rel.related_model.objects.update(answers={})


def test_the_database_keeps_one_a_day_of_each(patient):
    make_response(patient)
    make_response(patient, "gad7")
    with pytest.raises(IntegrityError, match="one_a_day"):
        make_response(patient)


def test_no_text_form_of_a_row_tells_what_it_holds(answered):
    rows = [*Response.objects.all(), *Asked.objects.all(), *NotNow.objects.all()]
    assert not [row for row in rows if any(word in str(row) for word in ("phq9", "gad7", "Kim", "Robin"))]


def test_a_chart_gets_the_totals_of_one_patient_in_one_query(answered, patient, django_assert_num_queries):
    make_response(patient, "gad7", days_ago=30, scores=2)
    make_response(patient, days_ago=40, scores={"phq9_1": 1})
    with django_assert_num_queries(1):
        found = totals_for(patient)
    days = [today_of(patient) - timedelta(days=back) for back in (40, 30, 0)]
    assert [tuple(each) for each in found] == [
        (days[0], "phq9", "PHQ-9", None), (days[1], "gad7", "GAD-7", 14), (days[2], "phq9", "PHQ-9", 17),
    ]  # fmt: skip
