"""The embedded database: a PostgreSQL of our own for when no server was named."""

from .bootstrap import bootstrap
from .places import Trouble, socket_dir
from .server import Server, running

__all__ = ["Server", "Trouble", "bootstrap", "running", "socket_dir"]
