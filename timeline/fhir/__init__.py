"""A diary as FHIR R4 (brief 10): one bundle of one person, to read and not to write back.

`codes` are the systems and labels, the other modules make resources of rows, `bundle` puts them together. Every
resource goes through the models of `fhir.resources` at least once for each of its shapes (`checking`).
"""

from .bundle import write_bundle
from .copy import Copy

__all__ = ["Copy", "write_bundle"]
