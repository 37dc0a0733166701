"""What makes a page sound, whichever it is: axe has nothing to object to, a finger finds everything, and nothing has to
be scrolled sideways."""

from axe_playwright_python.sync_playwright import Axe

# What passes isn't told of node by node: that takes longer than to find it out.
VIOLATIONS = {"resultTypes": ["violations"]}
SMALLEST, RATING = 24, 44  # CSS px: what can be tapped (WCAG 2.5.8), and how high what one rates with is
NARROWEST = {"width": 320, "height": 568}  # WCAG 1.4.10
# A link in a sentence is as high as the sentence; everything else that can be tapped is measured, with its label and by
# its lowest line.
TOO_SMALL = """([smallest, rating]) => {
    const ownLine = (link) => link.parentElement.innerText.trim() === link.innerText.trim();
    const inSentence = (each) => each.matches('a') && getComputedStyle(each).display === 'inline' && !ownLine(each);
    const rates = (each) => each.matches('.scale label, .choice label, .step > button:not(.skip)');
    return [...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')]
        .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !inSentence(each))
        .map((each) => each.closest('label') || each)
        .map((each) => [each, [...each.getClientRects()].sort((a, b) => a.height - b.height)[0]])
        .filter(([each, box]) => box.width < smallest || box.height < (rates(each) ? rating : smallest))
        .map(([each, box]) => `${each.outerHTML.slice(0, 90)} ${Math.round(box.width)} by ${Math.round(box.height)}`);
}"""
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"


def unsound(page) -> list[str]:
    """What is wrong with the page as it stands, and as it would be on the narrowest phone."""
    objections = Axe().run(page, options=VIOLATIONS).response["violations"]
    found = [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in objections]
    found += page.evaluate(TOO_SMALL, [SMALLEST, RATING])
    size = page.viewport_size
    page.set_viewport_size(NARROWEST)
    found += [f"At 320 px: {small}" for small in page.evaluate(TOO_SMALL, [SMALLEST, RATING])]
    found += ["It scrolls sideways at 320 px."] if page.evaluate(SIDEWAYS) else []
    page.set_viewport_size(size)
    return found
