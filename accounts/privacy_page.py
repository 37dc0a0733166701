"""With whom a patient shares, in words, for her page about privacy."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from .models import CareLink, Clinician, ConsentRecord, Cover, Membership, Patient


@dataclass(frozen=True)
class Share:
    """One consent: with whom, what is to be known of them, what they may see, and the link that ends it."""

    link: int
    name: str
    short_name: str
    lines: tuple[str, ...]
    kinds: tuple[str, ...]
    since: datetime
    until: date


def shares(patient: Patient) -> list[Share]:
    """All that stand, the newest first. Four queries."""
    consents = ConsentRecord.objects.in_force().filter(patient=patient)
    consents = list(consents.select_related("link__clinician", "link__team", "link__within"))
    links = [given.link for given in consents]
    teams = {each for link in links for each in (link.team_id, link.within_id) if each}
    known = _Known(teams, links)
    return [_share(given, known) for given in consents]


class _Known:
    """Who works in the teams, who stands in, and to whom care was handed over."""

    def __init__(self, teams: set[int], links: list[CareLink]):
        self.members: dict[int, list[Clinician]] = defaultdict(list)
        present = Membership.objects.present().filter(team__in=teams, clinician__user__is_active=True)
        for each in present.select_related("clinician").order_by("clinician__name", "pk"):
            self.members[each.team_id].append(each.clinician)
        covers = Cover.objects.today().filter(team__in=teams).select_related("covering")
        self.covers = {(each.team_id, each.covered_id): each for each in covers}
        handed = [link.pk for link in links if link.handed_over]
        rows = CareLink.hand_overs.rel.related_model.objects.filter(link__in=handed).order_by("at")
        self.handed = {each.link_id: each for each in rows}


def _share(given: ConsentRecord, known: _Known) -> Share:
    link = given.link
    labels = dict(ConsentRecord.Scope.choices)
    return Share(
        link=link.pk,
        name=str(link.holder),
        short_name=link.holder.name,
        lines=tuple(_of_team(link, known) if link.team else _of_clinician(link, known)),
        kinds=tuple(labels[kind] for kind in given.scope if kind in labels),
        since=given.signed_at,
        until=given.expires_on,
    )


def _of_team(link: CareLink, known: _Known):
    names = [each.name for each in known.members[link.team_id]]
    yield f"Who works in this team today: {_listed(names)}."


def _of_clinician(link: CareLink, known: _Known):
    handed = known.handed.get(link.pk)
    if handed:
        yield f"Handed over from {handed.from_name} on {handed.at:%-d %B %Y}, by {handed.by_name}."
    if not link.within:
        return
    cover = known.covers.get((link.within_id, link.clinician_id))
    if cover:
        yield f"{cover.covering.name} stands in until {cover.ends_on:%-d %B %Y}."
    names = [each.name for each in known.members[link.within_id] if each.pk != link.clinician_id]
    yield f"Who may stand in, or take over, from {link.within.name}: {_listed(names)}."


def _listed(names: list[str]) -> str:
    if not names:
        return "nobody at present"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
