"""What a clinician fills in about her team: with whom a patient is to share, who stands in, who takes over; and for an
emergency."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.arranging import members_of
from accounts.models import BreakGlass, Clinician, Invitation, Membership, Team
from accounts.teams import teams_of

from .act_forms import Day

SHORTEST_REASON = 10  # letters: a word isn't a reason


class InvitationForm(forms.Form):
    """With whom the patient will share: with her, whose cover stays within a team, or with the whole team. Without a
    team there is nothing to choose."""

    def __init__(self, *args, clinician: Clinician, **kwargs):
        super().__init__(*args, **kwargs)
        self.clinician = clinician
        self.teams = {str(team.pk): team for team in teams_of(clinician)}
        if self.teams:
            self.fields["whom"] = forms.ChoiceField(
                label="With whom will your patient share?",
                choices=[choice for key, team in self.teams.items() for choice in self._choices(key, team)],
                widget=forms.RadioSelect,
                error_messages={"required": "Please say with whom."},
            )

    @staticmethod
    def _choices(key: str, team: Team):
        yield f"me-{key}", f"With me. When I am away, somebody of {team.name} may stand in or take over."
        yield f"team-{key}", f"With the team {team.name}: whoever works in it at the time."

    def issue(self) -> tuple[Invitation, str]:
        """The invitation and its code."""
        kind, _, key = self.cleaned_data.get("whom", "").partition("-")
        return Invitation.issue(self.clinician, self.teams.get(key), whole=kind == "team")


class CoverForm(forms.Form):
    """Who stands in for whom. Who doesn't lead the team arranges it for herself."""

    covered = forms.ModelChoiceField(Clinician.objects.none(), label="Who is away")
    covering = forms.ModelChoiceField(Clinician.objects.none(), label="Who stands in")
    starts_on = forms.DateField(label="From", widget=Day)
    ends_on = forms.DateField(label="Until, this day included", widget=Day)

    def __init__(self, *args, team: Team, clinician: Clinician, leads: bool, **kwargs):
        super().__init__(*args, auto_id=f"cover-{team.pk}-%s", **kwargs)
        members = members_of(team)
        away = members
        if leads:  # also of somebody whose account is closed, say after she fell ill
            present = Membership.objects.present().filter(team=team)
            away = Clinician.objects.filter(pk__in=present.values("clinician"))
        self.fields["covered"].queryset = away if leads else members.filter(pk=clinician.pk)
        self.fields["covering"].queryset = members if leads else members.exclude(pk=clinician.pk)
        self.initial.setdefault("covered", clinician.pk)

    def clean(self):
        """Two people, and days in order."""
        told = super().clean()
        if told.get("covered") and told.get("covered") == told.get("covering"):
            self.add_error("covering", ValidationError("Nobody stands in for herself.", code="same"))
        if told.get("starts_on") and told.get("ends_on") and told["ends_on"] < told["starts_on"]:
            self.add_error("ends_on", ValidationError("This is before the first day.", code="order"))
        return told


class HandOverForm(forms.Form):
    """Who takes over: another clinician of the team that the consent names."""

    to = forms.ModelChoiceField(Clinician.objects.none(), label="To whom", empty_label="Choose…")

    def __init__(self, *args, link, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = members_of(link.within).exclude(pk=link.clinician_id)


class EmergencyForm(forms.Form):
    """The patient's code, and why."""

    code = forms.CharField(
        label="The patient's code, for example K7-2F0A",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.CharField(
        label="Why this can't wait. The patient and the administrators read it: nothing about a diary here.",
        min_length=SHORTEST_REASON,
        max_length=BreakGlass._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
