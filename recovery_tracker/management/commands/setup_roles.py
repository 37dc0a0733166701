import os

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection, transaction

from accounts import rls
from recovery_tracker import database
from recovery_tracker.roles import ROLE_SQL


class Command(BaseCommand):
    help = "Makes the database's roles, row rules and grants as they should be. Safe to run again at any time."

    def add_arguments(self, parser):
        parser.add_argument("--print", action="store_true", help="print the SQL for a managed server, change nothing")

    def handle(self, *args, **options):
        statements = [ROLE_SQL, *rls.setup_sql()]
        if options["print"]:
            for statement in statements:
                self.stdout.write(f"{statement.strip().rstrip(';')};")
            return
        app = database.configuration(os.environ, settings.DATA_DIR, as_owner=False)
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            if app["USER"] == rls.APP and app["PASSWORD"]:
                cursor.execute(f"ALTER ROLE {rls.APP} PASSWORD %s", [app["PASSWORD"]])
        if options["verbosity"]:
            self.stdout.write("Roles, row rules and grants are as they should be.")
