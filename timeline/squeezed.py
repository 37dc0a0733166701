"""A long text made bit by bit and kept small: however long a diary is, a file of it takes a few megabytes of memory."""

import zlib
from collections.abc import Iterator

PIECE = 65_536  # bytes


class Squeezed:
    """Takes text in pieces, and gives it back in pieces. A file is finished inside the request, where the database's
    rules hold; only then it is sent."""

    def __init__(self):
        self._press, self._kept = zlib.compressobj(level=1), bytearray()

    def write(self, text: str) -> None:
        """Add `text`."""
        self._kept += self._press.compress(text.encode())

    @property
    def size(self) -> int:
        """How many bytes it takes here."""
        return len(self._kept)

    def pieces(self) -> Iterator[bytes]:
        """All of it as UTF-8. Nothing can be added after that."""
        self._kept += self._press.flush()
        unpress = zlib.decompressobj()
        for start in range(0, len(self._kept), PIECE):
            rest = self._kept[start : start + PIECE]
            while rest:
                yield unpress.decompress(rest, PIECE)
                rest = unpress.unconsumed_tail
        yield unpress.flush()
