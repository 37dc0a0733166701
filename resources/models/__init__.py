"""Tables anybody may read: the directory with its articles, and the lines a person can reach at once. None knows a
patient."""

from .change import Change
from .line import CrisisLine
from .resource import Resource
from .word import Word

__all__ = ["Change", "CrisisLine", "Resource", "Word"]
