"""The parts of a page, as the other templates write them."""

from pathlib import Path

CELLS = "".join(f'<label><input type="radio" name="craving" value="{n}"><span>{n}</span></label>' for n in range(11))
SKIP = '<label class="skip"><input type="radio" name="craving" value="skip"><span>skip</span></label>'
RATING = (
    "<div class='card'><fieldset><legend>How much did you want to use?</legend>"
    f'<div class="scale">{CELLS}</div><div class="ends"><span>not at all</span>{SKIP}<span>very much</span></div>'
    "</fieldset></div>"
)
SLEEP = (
    '<div class="card"><label for="s">Hours of sleep</label><div class="step">'
    '<input class="form-control" type="number" id="s" name="sleep" min="0" max="24" step="0.5"></div></div>'
)
HOURS = (
    '<div class="card question"><label for="h">How many hours did you sleep?</label><div class="hours">'
    '<input class="form-control" type="number" id="h" name="hours" min="0" max="24" step="0.5"></div></div>'
)
FORM = f'<h1>Today</h1><form method="post" action="/page/">{RATING}{SLEEP}<button class="primary">Save</button></form>'
NIGHT = f'<h1>Today</h1><form method="post" action="/page/">{HOURS}<button class="primary">Save</button></form>'
ZONES = (
    '<h1>Welcome</h1><label for="z">Time zone</label><select class="form-select" id="z" data-time-zone="fill">'
    '<option value="">Choose</option><option>Europe/London</option></select>'
)
EVERYTHING = FORM + NIGHT.replace("h1", "h2") + (Path(__file__).parent / "everything.html").read_text()
