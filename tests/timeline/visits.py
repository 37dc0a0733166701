"""Diaries of four weeks for the tests of the visit summary, and a reader of the files."""

from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from pypdf import PdfReader

from clinical.summary import MOST_CHANGES
from journal.models import OwnTag, Pause, Tag, UseEvent
from tests.people import make_episode, make_response, make_urge
from tests.timeline.diaries import ago, use, write
from timeline.models import VisitQuestion
from timeline.summary import Fact, Section, Summary
from timeline.summary.builder import MOST_NOTES
from timeline.summary.shapes import ChangeRow
from timeline.summary.words import STANDING

URL, HAND_OVER = "/timeline/summary/", "/timeline/summary/hand-over/"
EVERY_PART = ["question", "where", "written", "changes", "bladder", "use", "urges", "scores", "self_harm"]
NOTE, QUESTION = "Rang the clinic and cried.", "Should I see a bladder doctor?"
OWN_WORDS = "call Jess"


def four_weeks(patient, **last_use) -> None:
    """A diary with something for every part, and a questionnaire from the day before it."""
    patient.created_at = timezone.now() - timedelta(days=60)
    patient.save()
    make_episode(patient, day0=ago(patient, 16), **last_use)
    for back in range(28):
        if back not in (5, 6):
            write(patient, {back: ratings_of(back)}, note=NOTE if back == 3 else "", late=back == 10)
    use(patient, 16, 17)
    UseEvent.objects.create(patient=patient, date=ago(patient, 20), kind="prescribed")
    Pause.objects.create(patient=patient, reason="hospital", starts_on=ago(patient, 6), ends_on=ago(patient, 6))
    own = OwnTag.objects.create(patient=patient, kind=Tag.Kind.COPING, label=OWN_WORDS)
    for _ in range(3):
        make_urge(patient, minutes_ago=3000, after=4, strategies=["walk", own.code], minutes=20)
    make_urge(patient, minutes_ago=3000)
    make_response(patient, days_ago=1, scores=1)
    make_response(patient, days_ago=15, scores=2)
    make_response(patient, "gad7", days_ago=1, scores=1)
    make_response(patient, days_ago=28, scores=3)
    VisitQuestion.objects.create(patient=patient, text=QUESTION)


def ratings_of(back: int) -> dict:
    """Her answers so many days ago: craving falls, sleep grows, the rest once a week."""
    told = {"craving": 3 if back < 14 else 7, "sleep_hours": 7 if back < 14 else 5.5, "low_mood": 5}
    told |= {"used_ketamine": back in (16, 17), "self_harm_thoughts": {2: 1, 3: None}.get(back, 0)}
    if back % 7 == 0:
        told |= {"nocturia": 3 + back // 7, "urinary_pain": 5, "blood_in_urine": back == 21, "cannot_urinate": False}
    return told


def sheet(*texts, question="") -> Summary:
    """A page with these sentences, without a database."""
    made = [Section("question", "Question", (Fact(question),))] if question else []
    made.append(Section("use", "Use", tuple(map(Fact, texts))))
    return Summary("30 October to 26 November 2026", tuple(made), STANDING)


def longest(letter: str = "W") -> Summary:
    """The longest page there can be: every part, with as many lines as it can have, of as many wide letters."""
    wide, spread = (letter * 60)[:60], "10 to 20 of 10, mean 10.0 (28 answers)"
    row = ChangeRow(f"{wide} (higher is better)", "10.0", "14 days", "10.0", "14 days", "10.0 points higher")
    worked = Fact(f"{wide}: 50 times. From 10.0 to 10.0 on average, after about 1200 minutes.")
    totals = Fact("no total: 12 of 27 answered on 20 November; " * 3, "PHQ-9")
    parts = {
        "where": [Fact("About day 9999 since the day counted from · after the first month"), Fact("As told.")],
        "written": [Fact("Written on 26 of 28 days so far, 10 of them more than a day later."), Fact("1 not written.")],
        "bladder": [Fact(spread, wide)] * 4,
        "use": [Fact("20 of 20 told about", "Days with use")] * 4,
        "urges": [Fact("50 in these 28 days", "Written down"), Fact("50 times", "Rated again"), worked, worked, worked],
        "scores": [totals] * 2,
        "self_harm": [Fact("20 days", "They are hard to push away")] * 5,
    }
    question = Section("question", "Question for this visit", (Fact("\n".join([(letter * 50)[:50]] * 6)),))
    changes = Section("changes", "What changed", rows=(row,) * MOST_CHANGES, caption="Means of the days answered. " * 4)
    notes = Section("notes", "Notes", (Fact((letter * 240)[:240], "20 November"),) * MOST_NOTES)
    others = (Section(code, "A title", tuple(facts)) for code, facts in parts.items())
    return Summary("30 December 2025 to 26 January 2026", (question, changes, *others, notes), STANDING)


def opened(content: bytes) -> PdfReader:
    """A file, read."""
    return PdfReader(BytesIO(content))


def told_by(content: bytes) -> str:
    """Its words on one line, without the places where long words may break."""
    text = "\n".join(page.extract_text() for page in opened(content).pages)
    return " ".join(text.replace("\u200b", "").split())
