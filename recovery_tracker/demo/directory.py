"""What some of them put aside from the directory, and a change of a line that waits for its second person."""

from resources.models import Change, CrisisLine, Resource
from resources.two_people import Person, propose
from timeline.models import SavedHelp

from .actor import Actor

SAVED = {
    "sol": ["urges", "sleep", "ketamine-care-hub"],
    "callum": ["bladder-care", "eau-urinary-tract"],
}
EDITOR = Person(0, "another editor")  # whom the demo's administrator doesn't have to be
LINE, WORDS = "gb-shout", {"note": "By text message, for whoever would rather not talk."}


def save_help(actor: Actor) -> None:
    """The list of this one."""
    rows = Resource.objects.published().filter(slug__in=SAVED.get(actor.person.username, ()))
    SavedHelp.objects.bulk_create(SavedHelp(patient=actor.patient, resource=row, made_at=actor.now) for row in rows)


def put_forward() -> None:
    """Something for the administrator to decide."""
    line = CrisisLine.objects.filter(slug=LINE).first()
    if line:
        propose(line, WORDS, EDITOR)


def take_back() -> None:
    """As if nothing had been put forward."""
    Change.objects.filter(proposed_by=EDITOR.pk).delete()
