"""What a resource can help with: the codes and groups of the symptom list, in words.

The directory knows no other app, so the codes are written here; a code it does not know simply matches nothing.
"""

GROUPS = {
    "craving": ("craving", "craving_count", "preoccupation", "control_confidence"),
    "mood": ("low_mood", "anxiety", "irritability", "mood_swings", "restlessness", "distress", "stress"),
    "sleep": ("sleep_hours", "sleep_trouble", "nightmares"),
    "thinking": ("concentration", "memory", "judgement"),
    "body": ("fatigue", "body_discomfort", "muscle_aches", "tremor", "sweating", "unsteady", "k_cramps", "nasal",
             "palpitations", "appetite"),
    "urinary": ("urinary_frequency", "nocturia", "urinary_urgency", "urinary_pain", "blood_in_urine",
                "cannot_urinate", "urine_leak"),
    "social": ("used_other", "social_withdrawal", "responsibilities", "relationship_strain", "motivation", "connected"),
    "safety": ("self_harm_thoughts", "safe_now", "psychosis_like", "elated_no_sleep", "unreal"),
}
LABELS = {
    "craving": "Craving",
    "low_mood": "Low mood",
    "anxiety": "Anxiety",
    "distress": "Very hard days",
    "stress": "Stress",
    "sleep": "Sleep",
    "sleep_trouble": "Trouble sleeping",
    "nightmares": "Bad dreams",
    "thinking": "Thinking and memory",
    "concentration": "Concentration",
    "memory": "Memory",
    "judgement": "Making choices",
    "fatigue": "Tiredness",
    "urinary": "Bladder and peeing",
    "urinary_pain": "Bladder pain",
    "blood_in_urine": "Blood in urine",
    "relationship_strain": "Tension with others",
    "motivation": "Motivation",
    "connected": "Feeling connected",
    "mood": "Mood",
    "mood_swings": "Mood swings",
    "k_cramps": "Cramps",
    "appetite": "Appetite",
    "self_harm_thoughts": "Thoughts of harming yourself",
    "psychosis_like": "Seeing or hearing things others do not",
}
# What is hard tonight, to tap: a code or a group, and what stands on the button. In this order.
HARD = {
    "sleep": "Sleep",
    "craving": "Urges",
    "low_mood": "Low mood",
    "anxiety": "Worry or panic",
    "urinary": "Bladder",
    "k_cramps": "Cramps",
    "thinking": "Foggy thinking",
    "fatigue": "No energy",
    "connected": "Feeling alone",
    "relationship_strain": "Trouble at home",
    "motivation": "Not sure about stopping",
}
# Words for the search index only, as people type them.
WORDS = {
    "craving": "craving cravings urge urges want to use using ketamine ket k",
    "low_mood": "low mood sad down depression depressed hopeless empty crying",
    "anxiety": "anxiety anxious worry worried panic nervous on edge scared stress stressed calm",
    "distress": "distress overwhelmed cant cope hard day breakdown",
    "stress": "stress stressed pressure",
    "sleep": "sleep cant sleep insomnia awake night tired",
    "sleep_trouble": "sleep cant sleep insomnia awake night tired bed",
    "nightmares": "nightmares nightmare bad dreams vivid dream",
    "thinking": "thinking memory concentration focus brain fog foggy forget",
    "concentration": "concentration concentrate focus brain fog foggy",
    "memory": "memory forget forgetting brain fog",
    "judgement": "choices decisions risky",
    "fatigue": "tired tiredness energy exhausted fitness exercise",
    "urinary": "bladder pee wee peeing urine urinating toilet kidney blood pain burning leak",
    "urinary_pain": "bladder pee wee peeing urine pain burning hurts to pee",
    "blood_in_urine": "blood in urine pee wee red",
    "relationship_strain": "family relationship partner argument row trust loved one",
    "motivation": "motivation motivated two minds unsure change reasons",
    "connected": "lonely alone connected connection people friends company isolated",
    "self_harm_thoughts": "suicide suicidal self harm kill myself hurt myself want to die dying",
    "psychosis_like": "psychosis voices paranoid paranoia seeing things hearing things",
}

# What people type for what we call by a kinder or plainer name. Keys are folded words of our own texts.
ALSO_TYPED = {
    "staying-well": "relapse prevention relapsing sober",
    "going back to using": "relapse prevention relapsing",
    "used again": "relapse prevention relapsing",
    "supported withdrawal": "detox rehab",
    "longer than the first weeks": "protracted paws",
    "not using": "sober abstinent quit",
    "stop using": "sober abstinent quit",
}


def codes() -> list[tuple[str, str]]:
    """Choices for a resource: every group and every code, those with words of their own by those words."""
    names = [*GROUPS, *(code for group in GROUPS.values() for code in group if code not in GROUPS)]
    return [(code, LABELS.get(code, code.replace("_", " ").capitalize())) for code in names]


def hard() -> list[tuple[str, str]]:
    """Choices of what is hard, in the order of the buttons."""
    return list(HARD.items())


def label(code: str) -> str:
    """The words shown for a code."""
    return LABELS.get(code, code.replace("_", " ").capitalize())


def near(code: str) -> list[str]:
    """What a row may name to fit this code: the code, its group, and for a group each of its members."""
    return list(dict.fromkeys([*widened(code), *GROUPS.get(code, ())]))


def widened(code: str) -> list[str]:
    """The code itself and the group it stands in: a row for the group also fits each of its members."""
    return [code, *(group for group, members in GROUPS.items() if code in members and group != code)]
