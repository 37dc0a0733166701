"""Invented people by the hundred, for measuring: `script/seed`, and the benchmarks.

`shape` says how many of what, `people` writes accounts and consents, `rows` everything there is much of, inside the
database. The numbers are made up by a formula: the same people come out every time.
"""

from .people import is_there, write
from .shape import Shape

__all__ = ["Shape", "is_there", "write"]
