import pgtrigger
from django.core.management.base import BaseCommand
from django.db import connection

from accounts.encrypted import box
from accounts.privacy import owned_models
from accounts.rls import service_role


class Command(BaseCommand):
    """Every encrypted text again, with the newest key; afterwards the older keys can be taken away."""

    help = "Encrypt all notes, their history too, with the first key of NOTES_KEYS."

    def handle(self, *args, **options):
        """Rewrite the ciphertext only: no entry counts as edited, and no version is added."""
        written = 0
        with service_role(), pgtrigger.ignore(), connection.cursor() as cursor:
            for model in owned_models():
                for field in model._meta.concrete_fields:
                    if hasattr(field, "is_encrypted"):
                        written += self._rotate(cursor, model._meta.db_table, model._meta.pk.column, field.column)
        self.stdout.write(f"encrypted again: {written}")

    @staticmethod
    def _rotate(cursor, table: str, key: str, column: str) -> int:
        cursor.execute(f'SELECT "{key}", "{column}" FROM "{table}" WHERE "{column}" <> \'\'')  # noqa: S608
        rows = cursor.fetchall()
        statement = f'UPDATE "{table}" SET "{column}" = %s WHERE "{key}" = %s'  # noqa: S608
        for pk, token in rows:
            cursor.execute(statement, [box().rotate(token.encode()).decode(), pk])
        return len(rows)
