"""Older diaries, as files that somebody could choose."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

SMALL = "date,Down,Concentration,Notes\n2026-03-01,-3,7,first day\n2026-03-02,,4,\n2026-03-03,1.5,1,slept\n"


def as_file(content: str | bytes, name: str = "diary.csv") -> SimpleUploadedFile:
    """The content as a browser sends it."""
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def choose_file(client, content: str | bytes = SMALL):
    """Step 1."""
    return client.post(reverse("diary_import"), {"file": as_file(content)})


def choose_columns(client, when: str = "0:ymd", **columns):
    """Step 2: `c1="low_mood"`, and with a scale of its own `c1=("low_mood", -3, 3)`; a fourth turns it round."""
    data = {"when": when}
    for name, told in columns.items():
        to, low, high, *turned = told if isinstance(told, tuple) else (told, "", "")
        data |= {name: to, f"{name}_low": low, f"{name}_high": high} | ({f"{name}_turned": "on"} if turned else {})
    return client.post(reverse("diary_import_columns"), data)


def say_yes(client, days: str = "keep", **more):
    """Step 3: what was shown is confirmed. `keep="on"` keeps the settings, too."""
    page = client.get(reverse("diary_import_check"))
    seen = page.context["form"].initial["seen"]
    return client.post(reverse("diary_import_check"), {"days": days, "seen": seen} | more)


def bring(client, content: str | bytes = SMALL, when: str = "0:ymd", days: str = "keep", **columns):
    """All three steps; the last answer."""
    choose_file(client, content)
    choose_columns(client, when, **(columns or {"c1": ("low_mood", -3, 3)}))
    return say_yes(client, days)
