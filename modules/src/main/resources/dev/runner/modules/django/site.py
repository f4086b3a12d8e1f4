# Runs inside a Django site, old (Python 2.6, Django 1.2, South 0.7) or new, in place of the site's
# own manage.py: that is executed up to the point where it would hand over to Django, so that its
# own preparations (settings module, sys.path, environment files) hold. Then one thing is done,
# by one of the files beside this one, which is put behind it; the call of main() comes last.
#
# Called as: python - MODE DATABASE STATE MANAGE.PY ...; STATE is a directory, or "auto".
# Prints nothing of the settings but what is asked for, and never a password.
from __future__ import print_function

import json
import os
import re
import runpy
import subprocess
import sys
import tempfile
import time

MARK = "<<<runner>>>"
MODE, DATABASE, STATE, MANAGE = sys.argv[1:5]
REST = sys.argv[5:]

# What each mode does; the files that follow this one fill it.
MODES = {}


def say(value):
    sys.stdout.flush()
    print(MARK + json.dumps(value, sort_keys=True))
    sys.stdout.flush()


def state_file():
    """Beside the repository's own files, so that every next run finds it; else beside manage.py."""
    if STATE != "auto":
        return os.path.join(STATE, "migrate-%s.json" % DATABASE)
    here = os.getcwd()
    while True:
        git = os.path.join(here, ".git")
        if os.path.isdir(git):
            return os.path.join(git, "runner", "migrate-%s.json" % DATABASE)
        if os.path.dirname(here) == here:
            return os.path.join(os.getcwd(), ".runner", "migrate-%s.json" % DATABASE)
        here = os.path.dirname(here)


def remember(value):
    path = state_file()
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        os.makedirs(folder)
    handle, temporary = tempfile.mkstemp(dir=folder)
    # As the tree's own files are, else a task that gives the tree to its group has something to do.
    umask = os.umask(0o77)
    os.umask(umask)
    try:
        os.chmod(temporary, 0o666 & ~umask)
        with os.fdopen(handle, "w") as out:
            json.dump(value, out)
            out.flush()
            os.fsync(out.fileno())
        os.rename(temporary, path)
    except BaseException:
        os.remove(temporary)
        raise


def remembered():
    try:
        with open(state_file()) as source:
            return json.load(source)
    except (IOError, OSError, ValueError):
        return None


def forget():
    try:
        os.remove(state_file())
    except OSError:
        pass  # there was none


def connection():
    from django.db import connections

    return connections[DATABASE]


def rows(sql, *parameters):
    cursor = connection().cursor()
    cursor.execute(sql, parameters)
    return [" ".join("" if c is None else text(c) for c in row) for row in cursor.fetchall()]


def text(value):
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return u"%s" % (value,)


def schema():
    """The tables as the database itself describes them, one line for each column, key and index."""
    vendor = getattr(connection(), "vendor", None) or connection().settings_dict["ENGINE"]
    if "mysql" in vendor:
        found = rows(
            "select 'column', table_name, column_name, column_type, is_nullable, column_default,"
            " extra, collation_name from information_schema.columns where table_schema = database()"
        )
        found += rows(
            "select 'key', table_name, index_name, seq_in_index, column_name, non_unique"
            " from information_schema.statistics where table_schema = database()"
        )
        found += rows(
            "select 'constraint', table_name, constraint_name, column_name,"
            " referenced_table_name, referenced_column_name"
            " from information_schema.key_column_usage where table_schema = database()"
        )
    elif "postgres" in vendor or "postgis" in vendor:
        found = rows(
            "select 'column', table_name, column_name, data_type, character_maximum_length,"
            " numeric_precision, is_nullable, column_default from information_schema.columns"
            " where table_schema = any (current_schemas(false))"
        )
        found += rows(
            "select 'index', indexdef from pg_indexes"
            " where schemaname = any (current_schemas(false))"
        )
        found += rows(
            "select 'constraint', conrelid::regclass, conname, pg_get_constraintdef(c.oid)"
            " from pg_constraint c join pg_namespace n on n.oid = c.connamespace"
            " where nspname = any (current_schemas(false))"
        )
    elif "sqlite" in vendor:
        found = sqlite_schema()
    else:
        found = ["table " + name for name in connection().introspection.table_names()]
    # Rows of these tables are how migrations are remembered; that they appear is no change of ours.
    return sorted(
        line
        for line in found
        if "south_migrationhistory" not in line and "django_migrations" not in line
    )


def sqlite_schema():
    found = []
    cursor = connection().cursor()
    cursor.execute("select type, name, sql from sqlite_master where sql is not null and name not like 'sqlite_%%'")
    for kind, table, sql in cursor.fetchall():
        if kind != "table":
            found.append(" ".join(sql.split()))
            continue
        quoted = "('%s')" % table.replace("'", "''")
        for row in pragma("table_info" + quoted):
            null, key = "NO" if row[3] else "YES", "PRI" if row[5] else ""
            parts = ["column", table, row[1], row[2], null, row[4] or "", key]
            found.append(" ".join(text(part) for part in parts if part != ""))
        for row in pragma("foreign_key_list" + quoted):
            found.append("constraint %s %s %s %s" % (table, row[3], row[2], row[4]))
        for row in pragma("index_list" + quoted):
            if row[1].startswith("sqlite_autoindex"):
                within = ", ".join(each[2] for each in pragma("index_info('%s')" % row[1]))
                found.append("unique %s %s" % (table, within))
        found.extend("check %s %s" % (table, check) for check in checks(" ".join(sql.split())))
    return found


def pragma(words):
    cursor = connection().cursor()
    cursor.execute("pragma " + words)
    return cursor.fetchall()


def checks(sql):
    """What stands between the parentheses of each CHECK."""
    found = []
    for start in re.finditer(r"\bcheck *\(", sql, re.I):
        depth, end = 1, start.end()
        while depth and end < len(sql):
            depth += {"(": 1, ")": -1}.get(sql[end], 0)
            end += 1
        found.append(sql[start.end() : end - 1].strip())
    return found


def setup():
    import django

    if hasattr(django, "setup"):
        django.setup()
    else:
        from django.db.models import loading

        loading.get_models()


def kind():
    import django
    from django.conf import settings

    if django.VERSION[:2] >= (1, 7):
        return "django"
    return "south" if "south" in settings.INSTALLED_APPS else "none"


def work(hand_over):
    setup()
    MODES[MODE](hand_over)
    sys.exit(0)


def main():
    import django.core.management as management

    execute = management.execute_from_command_line
    manager = getattr(management, "execute_manager", None)

    def from_command_line(argv=None):
        work(execute)

    def from_manager(settings, argv=None):
        management.setup_environ(settings)
        work(lambda words: manager(settings, words))

    management.execute_from_command_line = from_command_line
    if manager:
        management.execute_manager = from_manager
    sys.argv = [MANAGE, "help"]
    sys.path[0] = os.getcwd()
    runpy.run_path(MANAGE, run_name="__main__")
    sys.exit("%s never handed over to Django" % MANAGE)
