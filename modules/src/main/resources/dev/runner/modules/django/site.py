# Runs inside a Django site, old (Python 2.6, Django 1.2, South 0.7) or new, in place of the site's
# own manage.py: that is executed up to the point where it would hand over to Django, so that its
# own preparations (settings module, sys.path, environment files) hold. Then one thing is done:
#
#   inspect WHAT...              says what the site is: migrations, schema, static files (JSON)
#   migrate INTENT WORD...       runs `manage.py migrate WORD...`, noting how far it came
#   dump    FILE                 writes the database to FILE (mode 0600, atomically)
#
# Called as: python - MODE DATABASE STATE MANAGE.PY ...; STATE is a directory, or "auto".
# Prints nothing of the settings but what is asked for, and never a password.
from __future__ import print_function

import json
import os
import runpy
import subprocess
import sys
import tempfile
import time

MARK = "<<<runner>>>"
MODE, DATABASE, STATE, MANAGE = sys.argv[1:5]
REST = sys.argv[5:]


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
    os.chmod(temporary, 0o666 & ~umask)
    with os.fdopen(handle, "w") as out:
        json.dump(value, out)
        out.flush()
        os.fsync(out.fileno())
    os.rename(temporary, path)


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
        found = []
        for sql in rows("select sql from sqlite_master where sql is not null"):
            found.append(" ".join(sql.split()))
    else:
        found = ["table " + name for name in connection().introspection.table_names()]
    # Rows of these tables are how migrations are remembered; that they appear is no change of ours.
    return sorted(
        line
        for line in found
        if "south_migrationhistory" not in line and "django_migrations" not in line
    )


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


def south():
    from south.migration import all_migrations
    from south.models import MigrationHistory

    tables = connection().introspection.table_names()
    applied = set()
    if "south_migrationhistory" in tables:
        history = MigrationHistory.objects.filter(applied__isnull=False)
        if hasattr(history, "using"):
            history = history.using(DATABASE)
        applied = set((h.app_name, h.migration) for h in history)
    listed, seen = [], set()
    for app in all_migrations():
        label = app.app_label()
        for migration in app:
            name = migration.name()
            seen.add((label, name))
            listed.append([label, name, (label, name) in applied])
    # South compares the history of all applications that have migrations with the disk.
    return {"migrations": listed, "ghosts": sorted(map(list, applied - seen))}


def django_own():
    from django.db.migrations.loader import MigrationLoader

    try:
        loader = MigrationLoader(connection(), ignore_no_migrations=True)
    except TypeError:
        loader = MigrationLoader(connection())
    listed, done = [], set()
    applied = set(loader.applied_migrations)
    for target in sorted(loader.graph.leaf_nodes()):
        for node in loader.graph.forwards_plan(target):
            if node not in done:
                done.add(node)
                listed.append([node[0], node[1], node in applied])
    order = []
    for node in listed:
        if node[0] not in order:
            order.append(node[0])
    listed.sort(key=lambda node: order.index(node[0]))
    replaced = set()
    for migration in getattr(loader, "replacements", {}).values():
        replaced.update(migration.replaces)
    ghosts = [
        list(node)
        for node in applied - set(loader.disk_migrations) - replaced
        if node[0] in loader.migrated_apps
    ]
    found = {"migrations": listed, "ghosts": sorted(ghosts)}
    conflicts = loader.detect_conflicts()
    if conflicts:
        found["conflicts"] = dict((app, sorted(names)) for app, names in conflicts.items())
    if hasattr(loader, "check_consistent_history"):
        try:
            loader.check_consistent_history(connection())
        except Exception as trouble:
            found["inconsistent"] = text(trouble)
    return found


def storage():
    """The classes of the storage of static files; one that adds hashes to names has no stale ones."""
    try:
        from django.contrib.staticfiles.storage import staticfiles_storage

        staticfiles_storage.exists("")
        return " ".join(c.__name__ for c in type(staticfiles_storage._wrapped).__mro__)
    except Exception:
        return ""


def static():
    from django.conf import settings

    root = getattr(settings, "STATIC_ROOT", None)
    found = {"root": text(root) if root else "", "stale": []}
    try:
        from django.contrib.staticfiles.finders import get_finders

        wanted = set()
        for finder in get_finders():
            for path, place in finder.list([]):
                prefix = getattr(place, "prefix", None)
                wanted.add(os.path.normpath(os.path.join(prefix or "", path)))
    except Exception as trouble:
        found["trouble"] = text(trouble)
        return found
    hashed = "Cached" in storage() or "Manifest" in storage()
    if root and os.path.isdir(root) and not hashed:
        for folder, _, names in os.walk(root):
            for name in names:
                path = os.path.relpath(os.path.join(folder, name), root)
                if path not in wanted:
                    found["stale"].append(text(path))
    found["stale"].sort()
    return found


def inspect():
    import django

    found = {
        "django": ".".join(map(str, django.VERSION[:3])),
        "python": ".".join(map(str, sys.version_info[:3])),
        "executable": sys.executable,
        "kind": kind(),
        "state_file": state_file(),
        "last": remembered(),
    }
    if "migrations" in REST:
        settings = connection().settings_dict
        found["engine"] = settings["ENGINE"].split(".")[-1]
        found["database"] = text(settings["NAME"])
        if found["kind"] == "south":
            found.update(south())
        elif found["kind"] == "django":
            found.update(django_own())
        found["schema"] = schema()
    if "static" in REST:
        found["static"] = static()
    say(found)


class Progress(object):
    """Notes each migration before and after it is run, with the schema, so that the next run can
    tell one that stopped midway from one that changed nothing."""

    def __init__(self, state):
        self.state = state

    def note(self, done, migration):
        try:
            if done:
                self.state["done"].append(migration)
            else:
                self.state["at"] = [migration]
            self.state["schema"] = schema()
            remember(self.state)
        except Exception as trouble:
            print("could not note the progress: %s" % trouble, file=sys.stderr)

    def around(self, original, name):
        def run(migrator, *given, **named):
            found = [name(value) for value in given if name(value)]
            for migration in found:
                self.note(False, migration)
            result = original(migrator, *given, **named)
            if kind() == "django":
                for migration in found:
                    self.note(True, migration)
            return result

        return run

    def watch(self):
        if kind() == "south":
            from south.migration.migrators import Migrator
            from south.signals import ran_migration

            def ran(sender, **given):
                self.note(True, [text(given["app"]), text(given["migration"]).split(":")[-1]])

            ran_migration.connect(ran, weak=False)
            Migrator.run_migration = self.around(Migrator.run_migration, south_name)
            return
        from django.db.migrations.executor import MigrationExecutor as Executor

        Executor.apply_migration = self.around(Executor.apply_migration, django_name)
        Executor.unapply_migration = self.around(Executor.unapply_migration, django_name)


def south_name(value):
    if hasattr(value, "app_label") and hasattr(value, "migration_class"):
        return [text(value.app_label()), text(value.name())]
    return None


def django_name(value):
    if hasattr(value, "app_label") and hasattr(value, "operations"):
        return [text(value.app_label), text(value.name)]
    return None


def migrate(hand_over):
    state = {"done": [], "schema": schema(), "began": int(time.time()), "pid": os.getpid()}
    state["intent"] = json.loads(REST[0])
    remember(state)
    connection().close()
    Progress(state).watch()
    failure = None
    try:
        hand_over([MANAGE, "migrate"] + REST[1:])
    except SystemExit as end:
        if end.code:
            failure = "exit status %s" % end.code
    except BaseException as trouble:
        kinds = [c.__name__ for c in type(trouble).__mro__]
        failure = "%s: %s" % (kinds[0], text(trouble))
        import traceback

        traceback.print_exc()
    if failure is None:
        forget()
    say({"failure": failure, "done": state["done"]})
    sys.exit(1 if failure else 0)


def dump():
    target = REST[0]
    settings = connection().settings_dict
    vendor = getattr(connection(), "vendor", None) or settings["ENGINE"]
    folder = os.path.dirname(os.path.abspath(target))
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".dump-")
    os.close(handle)
    try:
        if "mysql" in vendor:
            dump_mysql(settings, temporary)
        elif "postgres" in vendor:
            dump_postgres(settings, temporary)
        elif "sqlite" in vendor:
            dump_sqlite(settings, temporary)
        else:
            sys.exit("don't know how to dump a database of " + vendor)
        if os.path.getsize(temporary) == 0:
            sys.exit("the dump is empty")
        os.rename(temporary, target)
    finally:
        if os.path.exists(temporary):
            os.remove(temporary)
    say({"file": target, "bytes": os.path.getsize(target)})


def run(words, temporary, environment=None):
    with open(temporary, "wb") as out:
        status = subprocess.call(words, stdout=out, env=environment)
    if status:
        sys.exit("%s ended with status %d" % (words[0], status))


def which(*names):
    for name in names:
        for folder in os.environ.get("PATH", "/usr/bin:/bin").split(os.pathsep):
            if os.access(os.path.join(folder, name), os.X_OK):
                return name
    sys.exit("%s isn't installed" % " or ".join(names))


def dump_mysql(settings, temporary):
    options = settings.get("OPTIONS") or {}
    values = [
        ("user", settings.get("USER") or options.get("user")),
        ("password", settings.get("PASSWORD") or options.get("passwd")),
        ("port", settings.get("PORT") or options.get("port")),
    ]
    place = settings.get("HOST") or options.get("host") or ""
    values.append(("socket" if place.startswith("/") else "host", place))
    handle, secret = tempfile.mkstemp(dir=os.path.dirname(temporary))
    try:
        with os.fdopen(handle, "w") as out:
            out.write("[client]\n")
            for name, value in values:
                if value:
                    quoted = text(value).replace("\\", "\\\\").replace('"', '\\"')
                    out.write('%s="%s"\n' % (name, quoted))
        words = [which("mysqldump", "mariadb-dump"), "--defaults-extra-file=" + secret]
        if options.get("read_default_file"):
            words[1:1] = ["--defaults-file=" + options["read_default_file"]]
            words.pop(2)
        name = settings.get("NAME") or options.get("db")
        # MyISAM knows no transactions: tables are locked unless all are InnoDB's.
        engines = rows(
            "select distinct lower(engine) from information_schema.tables"
            " where table_schema = database() and engine is not null"
        )
        words.append("--single-transaction" if engines == ["innodb"] else "--lock-tables")
        run(words + ["--routines", "--triggers", name], temporary)
        with open(temporary, "rb") as source:
            source.seek(-min(200, os.path.getsize(temporary)), 2)
            if b"Dump completed" not in source.read():
                sys.exit("the dump has no end")
    finally:
        os.remove(secret)


def dump_postgres(settings, temporary):
    environment = dict(os.environ)
    for name, key in (("PGPASSWORD", "PASSWORD"), ("PGUSER", "USER"), ("PGHOST", "HOST")):
        if settings.get(key):
            environment[name] = text(settings[key])
    if settings.get("PORT"):
        environment["PGPORT"] = text(settings["PORT"])
    run([which("pg_dump"), "-w", "-Fc", settings["NAME"]], temporary, environment)


def dump_sqlite(settings, temporary):
    import sqlite3

    source = sqlite3.connect(text(settings["NAME"]))
    if hasattr(source, "backup"):
        copy = sqlite3.connect(temporary)
        source.backup(copy)
        copy.close()
        return
    import shutil

    source.isolation_level = None
    source.execute("begin immediate")
    shutil.copyfile(text(settings["NAME"]), temporary)
    source.execute("rollback")


def work(hand_over):
    setup()
    if MODE == "inspect":
        inspect()
    elif MODE == "migrate":
        migrate(hand_over)
    elif MODE == "dump":
        dump()
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


main()
