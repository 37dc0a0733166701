"""What some of them want to ask at their next appointment."""

from timeline.models import VisitQuestion

from .actor import Actor

QUESTIONS = {
    "sol": "Can we plan for the weekends?\nWho can I call when it is late?",
    "callum": "When is the scan, and what can help with the pain until then?",
}


def ask(actor: Actor) -> None:
    """Keep the question of this one, if there is one."""
    if asked := QUESTIONS.get(actor.person.username):
        VisitQuestion.objects.create(patient=actor.patient, text=asked, updated_at=actor.now)
