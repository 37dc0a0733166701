"""The fixed words of the directory: what each code says to a reader, and what people type when they look for it."""

CRISIS_LINE, ARTICLE = "crisis_line", "article"
KINDS = {
    ARTICLE: "Short read",
    CRISIS_LINE: "Crisis line",
    "helpline": "Helpline",
    "professional_treatment": "Treatment and services",
    "peer_support": "Groups and peers",
    "family_support": "For family and friends",
    "education": "Facts and guides",
    "bladder_health": "Bladder health",
    "self_help_tool": "Tools to use yourself",
    "research_article": "Research",
}
LINE_KINDS = {
    "emergency": "Emergency",
    "crisis": "Crisis",
    "drugs": "Drugs and alcohol",
    "other": "Other help",
}
AUDIENCES = {"patient": "You", "family": "Family and friends", "clinician": "Staff"}
STATUSES = {"draft": "Draft", "active": "Active", "suspended": "Suspended", "retired": "Retired"}
COSTS = {"free": "Free", "paid": "Paid", "mixed": "Partly free"}
EVIDENCE = {
    "C": "Read on a published page",
    "M": "Read in a public repository",
    "W": "Weak: seen in a public repository only",
    "R": "Recalled, not confirmed",
}
UNCONFIRMED = "R"
LINK_RESULTS = {
    "ok": "Answers", "moved": "Has moved", "missing": "Not there", "refused": "Does not let us look",
    "silent": "Does not answer", "unsafe": "Not an address to try",
}
PHASES = {"acute": "First week", "subacute": "Weeks 2 to 4", "paws": "After the first month"}


# Words for the search index only: nobody is shown them. They are the searcher's words, not ours.
KIND_WORDS = {
    ARTICLE: "read learn about how what tips advice self help guide",
    CRISIS_LINE: "crisis emergency suicide suicidal someone to talk to now tonight phone chat hotline",
    "helpline": "phone hotline number someone to talk to advice call",
    "professional_treatment": (
        "treatment rehab detox clinic service doctor nurse therapy counselling keyworker quit stop"
    ),
    "peer_support": "meeting meetings group groups peers sober sobriety people like me lonely someone to talk to",
    "family_support": (
        "family mum mom mother dad father parent partner wife husband son daughter child brother sister friend"
    ),
    "education": "facts information learn about guide leaflet what is",
    "bladder_health": "bladder pee wee peeing urine urinating toilet kidney doctor urologist pain blood cystitis",
    "self_help_tool": "self help tool app exercise try at home",
    "research_article": "research study science paper article evidence",
}


def kinds():
    return list(KINDS.items())


def line_kinds():
    return list(LINE_KINDS.items())


def audiences():
    return list(AUDIENCES.items())


def statuses():
    return list(STATUSES.items())


def costs():
    return list(COSTS.items())


def link_results():
    return list(LINK_RESULTS.items())


def evidence():
    return list(EVIDENCE.items())


def phases():
    return list(PHASES.items())
