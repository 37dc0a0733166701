"""What is kept out of logs, disks and other people's pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import SkipFile
from django.db import IntegrityError

from accounts.models import User
from recovery_tracker.logs import Discreet
from recovery_tracker.uploads import NoUploads
from tests.people import make_user


def test_a_traceback_in_the_log_holds_no_row(db):
    name = make_user().username
    with pytest.raises(IntegrityError) as caught:
        User.objects.create(username=name.upper())
    assert f"({name})" in str(caught.value)
    said = Discreet().formatException((caught.type, caught.value, caught.tb))
    assert name not in said
    assert "IntegrityError" in said


def test_a_file_nobody_asked_for_is_dropped(as_patient):
    with pytest.raises(SkipFile):
        NoUploads().new_file("field", "diary.csv", "text/csv", 10)
    answer = as_patient.post("/welcome/", {"chosen_name": "Rob", "file": SimpleUploadedFile("diary.csv", b"x" * 9999)})
    assert answer.status_code == 302


def test_an_administrator_can_not_guess_an_address_letter_by_letter(as_administrator, patient):
    User.objects.filter(pk=patient.pk).update(email="robin@example.org")
    answers = [as_administrator.get(f"/admin/accounts/user/?email__startswith={part}") for part in ("robin", "zzz")]
    assert {answer.status_code for answer in answers} <= {302, 400}
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("path", ["/", "/nothing/", "/help-now/", "/accounts/login/"])
def test_the_content_policy_stands_on_every_answer(client, db, path):
    assert "default-src 'none'" in client.get(path)["Content-Security-Policy"]
