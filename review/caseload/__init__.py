"""The caseload: who needs a person today, why, who went silent, who waits longest.

`reading` asks the database, for all of her patients what order and filters rest on, and for those of one page what
else a line shows; `standing` is where one patient stands, `lines` what her line says, `page` puts them together.
"""

from .lines import Line
from .page import A_PAGE, Caseload, build
from .standing import SILENT_DAYS, Standing

__all__ = ["A_PAGE", "Caseload", "Line", "SILENT_DAYS", "Standing", "build"]
