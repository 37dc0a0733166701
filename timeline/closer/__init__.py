"""A closer look: sleep, bladder and cramps on strips of their own, and what goes together in one's own days.

For other pages:

- `bladder(patient, today=, scope=, wanted=)` gives the bladder strip as a `Section`, or None where ratings aren't
  shared. `{% include "timeline/_bladder.html" with section=… %}` shows it, on a page that loads `closer.css` beside
  `site.css` or `admin.css`. Three queries, nothing on use, no word to "you".
- `trouble_of(patient, today)` says whether bladder trouble is still there four weeks after stopping, and `letter` puts
  it in words for a doctor.
"""

from .builder import bladder, build, trouble_of
from .letter import letter

__all__ = ["bladder", "build", "letter", "trouble_of"]
