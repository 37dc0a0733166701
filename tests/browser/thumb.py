"""A thumb on a phone at a person's pace. Taps and swipes are counted and have a named length; only what the person has
to wait for is measured, so that a slow machine makes no slow person."""

import re
import time
from dataclasses import dataclass, field

# Assumed of somebody who knows the form: to decide and to touch; to push the page on with the thumb.
TAP, SWIPE = 1.3, 0.7  # seconds
# Adults read 238 words a minute silently (Brysbaert 2019, doi 10.1016/j.jml.2019.104047).
WORDS_A_SECOND = 238 / 60
REACH = 0.7  # of what can be seen between the bars, one swipe moves so much
# What is read on a page: each phrase once, as nobody reads "not at all" under every scale. The bars around it she knows
# from signing up.
PHRASES = """() => {
    const main = document.querySelector('main'), found = new Set();
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.parentElement;
        if (at.checkVisibility({ visibilityProperty: true }) && !at.closest('.visually-hidden'))
            found.add(walker.currentNode.textContent.trim());
    }
    main.querySelectorAll('input[type=submit]').forEach((button) => found.add(button.value));
    return [...found];
}"""


@dataclass
class Thumb:
    """Taps on a page as a thumb does: only on what can be seen, after as many swipes as that takes."""

    page: object = field(repr=False)
    taps: int = 0
    swipes: int = 0
    waited: float = 0.0

    @property
    def seconds(self) -> float:
        """How long it took, without reading."""
        return self.taps * TAP + self.swipes * SWIPE + self.waited

    def tap(self, selector: str):
        """Bring it into view and touch it."""
        box = self._in_view(selector)
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.touchscreen.tap(x, y)
        self.taps += 1

    def answer(self, name: str, value: str):
        """Touch the answer of a question."""
        self.tap(f"label:has(input[name={name}][value='{value}'])")

    def answer_hours(self, hours: float):
        """Touch a number of hours, and the halves from there."""
        cell = min(int(hours), 10)
        self.tap(f".hours .scale label >> nth={cell}")
        for _ in range(round((hours - cell) * 2)):
            self.tap("text=½ more")

    def wait(self, act):
        """What the person waits for: `act` returns when it is there."""
        began = time.perf_counter()
        act()
        self.waited += time.perf_counter() - began

    def _in_view(self, selector: str) -> dict:
        for _ in range(30):
            box, (top, bottom) = self.page.locator(selector).first.bounding_box(), self._seen()
            if top <= box["y"] and box["y"] + box["height"] <= bottom:
                return box
            way = 1 if box["y"] > top else -1
            self.page.mouse.wheel(0, way * REACH * (bottom - top))
            self.page.wait_for_timeout(80)
            self.swipes += 1
        raise AssertionError(f"{selector} can't be brought into view.")

    def _seen(self) -> tuple[float, float]:
        """From where to where something can be seen and touched."""
        top, tabs = (self.page.locator(bar).bounding_box() for bar in ("header.top", ".tabs"))
        return max(0, top["y"] + top["height"]), tabs["y"]


def words_on(page) -> int:
    """How many words there are to read."""
    return sum(len(re.findall(r"[^\W\d_][\w'’-]*", phrase)) for phrase in page.evaluate(PHRASES))
