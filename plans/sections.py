"""What a plan is made of: our own headings and help texts (brief 4.4, 6.1), and what a line of each part holds.

The official form of any safety plan belongs to others and isn't copied. No part asks for, or names, a way to do harm.
"""

from dataclasses import dataclass, field

from .quick import Group, quick_list

SAFETY, STAYING_WELL = "safety", "staying-well"
PHONE, MORE, DAY, LIKELIHOOD, ASKED = "phone", "more", "day", "likelihood", "asked"
MOST_LINES, MOST_HELPERS = 20, 5  # helpers: brief 4.4


@dataclass(frozen=True)
class Section:
    """One part of a plan: a list of lines, in her order. `holds` names what a line has besides its words; `one` and
    `more` are how its first field and its second one are called."""

    code: str
    kind: str
    heading: str
    hint: str
    one: str = "In your words"
    more: str = ""
    holds: tuple[str, ...] = ()
    most: int = MOST_LINES
    quick: tuple[Group, ...] = field(default=(), repr=False)

    @property
    def is_people(self) -> bool:
        """Whether its lines are somebody, or somewhere, to call."""
        return PHONE in self.holds


def _section(code: str, kind: str, heading: str, hint: str, **fields) -> Section:
    return Section(code, kind, heading, hint, quick=quick_list(code), **fields)


SECTIONS = (
    _section(
        "signs", SAFETY, "How I notice that it's building up",
        "Thoughts, feelings or situations that tell you: now is the time for this plan.",
    ),
    _section(
        "steps", SAFETY, "What I can do by myself",
        "Things that help you get through the next minutes. What helps most comes first.",
    ),
    _section(
        "places", SAFETY, "Where I can go, and who takes my mind off it",
        "A café, a park, a friend you like to be with. You don't have to tell them why.",
        one="Who, or where", holds=(PHONE,),
    ),
    _section(
        "helpers", SAFETY, "Who I can ask for help",
        "Up to five people you trust. Whoever you would call first comes first.",
        one="Name", more="Who they are to you", holds=(MORE, PHONE, ASKED), most=MOST_HELPERS,
    ),
    _section(
        "services", SAFETY, "Services and professionals",
        "Your keyworker, your doctor, a clinic. The help lines of your country stand below them by themselves.",
        one="Name", more="When they answer", holds=(PHONE, MORE),
    ),
    _section(
        "safer", SAFETY, "How I make it safer around me",
        "Put distance between you and things you could use. You don't have to name them here.",
    ),
    _section(
        "hope", SAFETY, "What I want to live for",
        "A person, an animal, a place, something that is still to come.",
    ),
    _section(
        "reasons", STAYING_WELL, "Why I'm doing this",
        "What would you like back? Who or what is it for?",
    ),
    _section(
        "triggers", STAYING_WELL, "What makes it harder",
        "Situations, feelings and places that bring an urge, and what you will do then.",
        one="What", more="Then I will …", holds=(MORE, LIKELIHOOD),
    ),
    _section(
        "early", STAYING_WELL, "Early signs",
        "What you or others notice first when things begin to slide.",
    ),
    _section(
        "coping", STAYING_WELL, "The first things I'll do",
        "When an urge comes. Put what helps you most on top.",
    ),
    _section(
        "supports", STAYING_WELL, "People on my side",
        "Whom you can call or meet, and when.",
        one="Name", more="Who they are, and when", holds=(MORE, PHONE),
    ),
    _section(
        "routines", STAYING_WELL, "What keeps my days steady",
        "Sleep, food, movement, groups, medicine as prescribed.",
        one="What", more="On which days, and when", holds=(MORE,),
    ),
    _section(
        "goals", STAYING_WELL, "Small goals",
        "Small enough for this week, this month or the next three.",
        one="What", more="By when, and how you will know", holds=(MORE,),
    ),
    _section(
        "dates", STAYING_WELL, "Days that may be harder",
        "Payday, festivals, anniversaries, travel. What will you do on that day?",
        one="What", more="My plan for it", holds=(DAY, MORE),
    ),
    _section(
        "tell", STAYING_WELL, "If I use: who I tell",
        "One use is not the end of anything. Telling somebody early makes it easier.",
        one="Name", more="How you will tell them", holds=(MORE, PHONE),
    ),
    _section(
        "safe", STAYING_WELL, "If I use: how I stay safe",
        "Not being alone is the most important one.",
    ),
    _section(
        "next", STAYING_WELL, "If I use: what I do within a day",
        "Small steps that bring you back to your plan.",
    ),
    _section(
        "note", STAYING_WELL, "If I use: a note to myself",
        "What would you want to hear then, from somebody who is kind to you?",
    ),
    _section(
        "health", STAYING_WELL, "My health",
        "Bladder, nose, teeth, mood: whom you see next, and when.",
        one="What", more="Where, or with whom", holds=(DAY, MORE),
    ),
)  # fmt: skip
BY_CODE = {section.code: section for section in SECTIONS}
PEOPLE = ("helpers", "supports", "tell", "services", "places")
IF_USED = ("tell", "safe", "next", "note")
TITLES = {SAFETY: "Safety plan", STAYING_WELL: "Staying-well plan"}
MEANT_FOR = {
    SAFETY: "For moments when life feels too hard to bear. Short, in your words, with the people you choose.",
    STAYING_WELL: "What makes it harder, what helps, and what you do if you use. For the weeks and months ahead.",
}
GUIDED = {SAFETY: ("signs", "steps", "safer", "helpers"), STAYING_WELL: ("triggers", "coping", "reasons", "supports")}


def of(kind: str) -> list[Section]:
    """The sections of one plan, in their order."""
    return [section for section in SECTIONS if section.kind == kind]
