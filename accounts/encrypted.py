"""Text that only this installation can read: encrypted at rest, so that a copy of the database tells nothing."""

from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models


class WrongNotesKey(Exception):
    """The notes were written with another key than the ones this installation has."""

    def __init__(self):
        super().__init__("Notes can't be read: the notes key isn't the one they were written with.")


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def box() -> MultiFernet:
    """Encrypts with the newest of the installation's keys and reads with any of them."""
    return _box(tuple(settings.NOTES_KEYS))


def seal(text: str) -> str:
    """The ciphertext of `text`; nothing stays nothing."""
    return box().encrypt(text.encode()).decode() if text else ""


def unseal(token: str) -> str:
    """The text of `token`. Raises WrongNotesKey, and never returns ciphertext."""
    if not token:
        return ""
    try:
        return box().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise WrongNotesKey from error


class EncryptedTextField(models.TextField):
    """A text that is ciphertext in the database. It can't be searched, ordered or compared there."""

    is_encrypted = True

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return None if value is None else seal(value)

    def from_db_value(self, value, expression, connection):
        """The text again; see `unseal`."""
        return None if value is None else unseal(value)

    def get_lookup(self, lookup_name):
        """Only `isnull` makes sense of ciphertext."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted and has no lookup {lookup_name!r}")
        return super().get_lookup(lookup_name)
