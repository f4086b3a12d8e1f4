# inspect WHAT...: says what the site is: migrations and schema, static files (JSON). `way` is
# followed by an application, a migration's name or its beginning, and whether to go back to it.


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


def way(listed, app, target, backwards):
    """What `migrate APP TARGET` runs, in that order, with what it takes along of other applications."""
    own = [node[1] for node in listed if node[0] == app]
    names = [n for n in own if n == target] or [n for n in own if n.startswith(target)]
    if target == "zero":
        name = None
    elif target == "" and own:
        name = own[-1]
    elif len(names) == 1:
        name = names[0]
    else:
        return []
    if kind() == "django":
        from django.db.migrations.executor import MigrationExecutor

        plan = MigrationExecutor(connection()).migration_plan([(app, name)])
        return [[each.app_label, each.name] for each, _ in plan]
    from south.migration import Migrations

    Migrations.calculate_dependencies()
    migrations = list(Migrations(app))
    place = -1 if name is None else [each.name() for each in migrations].index(name)
    if not backwards:
        plan = migrations[place].forwards_plan() if place >= 0 else []
    else:
        plan = migrations[place + 1].backwards_plan() if place + 1 < len(migrations) else []
    return [[text(each.app_label()), text(each.name())] for each in plan]


def one_way(listed):
    """Migrations that are applied and say of themselves that they can't be taken back."""
    if kind() == "south":
        from south.migration import Migrations

        classes = {}
        for app in set(node[0] for node in listed):
            for migration in Migrations(app):
                classes[(app, migration.name())] = migration.migration_class()
        found = [n[:2] for n in listed if n[2] and gives_up(classes.get((n[0], n[1])))]
        return sorted(found)
    from django.db.migrations.loader import MigrationLoader

    disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    found = []
    for node in listed:
        migration = disk.get((node[0], node[1]))
        if node[2] and migration is not None:
            if not all(getattr(each, "reversible", True) for each in migration.operations):
                found.append(node[:2])
    return found


def lacking():
    """Tables that applications without migrations want and the database doesn't have."""
    there = set(text(name).lower() for name in connection().introspection.table_names())
    found = []
    for label, model in unmigrated():
        meta = model._meta
        made_elsewhere = meta.proxy or not meta.managed or getattr(meta, "swapped", None)
        if not made_elsewhere and text(meta.db_table).lower() not in there:
            found.append("%s %s" % (label, meta.db_table))
    return sorted(found)


def unmigrated():
    """Models of applications that have no migrations, each with its application."""
    from django.db import router

    if kind() == "django":
        from django.apps import apps
        from django.db.migrations.loader import MigrationLoader

        migrated = MigrationLoader(None, ignore_no_migrations=True).migrated_apps
        allowed = getattr(router, "allow_migrate_model", None) or router.allow_migrate
        configs = [each for each in apps.get_app_configs() if each.label not in migrated]
        listed = [(c.label, list(c.get_models(include_auto_created=True))) for c in configs]
    else:
        from django.db import models

        migrated = set()
        if kind() == "south":
            from south.migration import all_migrations

            migrated = set(app.app_label() for app in all_migrations())
        allowed = router.allow_syncdb
        apps = [(app.__name__.split(".")[-2], app) for app in models.get_apps()]
        listed = [
            (label, models.get_models(app, include_auto_created=True))
            for label, app in apps
            if label not in migrated
        ]
    return [(label, m) for label, models in listed for m in models if allowed(DATABASE, m)]


def gives_up(migration):
    """Whether South's `backwards` is missing, or does nothing but raise."""
    if migration is None or not hasattr(migration, "backwards"):
        return migration is not None
    import inspect
    import textwrap

    try:
        source = textwrap.dedent(inspect.getsource(migration.backwards))
    except (IOError, OSError, TypeError):
        return False
    lines = [line.strip() for line in source.splitlines()[1:]]
    lines = [line for line in lines if line and not line.startswith(("#", '"', "'"))]
    return bool(lines) and lines[0].startswith("raise ")


def storage():
    """The classes of the storage of static files; one that adds hashes to names has no stale ones."""
    try:
        from django.contrib.staticfiles.storage import staticfiles_storage

        staticfiles_storage.exists("")
        return " ".join(c.__name__ for c in type(staticfiles_storage._wrapped).__mro__)
    except Exception:
        return ""


def top():
    """The checkout that the site is in, without links; empty if it is in none."""
    here = os.path.realpath(os.getcwd())
    while not os.path.exists(os.path.join(here, ".git")):
        if os.path.dirname(here) == here:
            return ""
        here = os.path.dirname(here)
    return here


def sources():
    """Directories that static files are collected from, each with what is put before their names;
    those that applications may have one day included."""
    from django.conf import settings

    found = []
    for place in getattr(settings, "STATICFILES_DIRS", ()):
        prefix, place = place if isinstance(place, (list, tuple)) else ("", place)
        found.append([place, prefix])
    for name in settings.INSTALLED_APPS:
        while name and name not in sys.modules:
            name = name.rpartition(".")[0]
        if name:
            folder = os.path.dirname(os.path.abspath(sys.modules[name].__file__))
            found.append([os.path.join(folder, "static"), ""])
    # Django names a file as the settings do, git by the real directory.
    real = [[os.path.realpath(place), prefix] for place, prefix in found]
    return [[text(place), text(prefix)] for place, prefix in found + real]


def static():
    from django.conf import settings

    root = getattr(settings, "STATIC_ROOT", None)
    found = {"root": text(root) if root else "", "stale": []}
    found["top"] = text(top())
    found["sources"] = sources()
    try:
        from django.contrib.staticfiles.finders import get_finders

        wanted = set()
        for finder in get_finders():
            for path, place in finder.list([]):
                prefix = getattr(place, "prefix", None)
                wanted.add(text(os.path.normpath(os.path.join(prefix or "", path))))
    except Exception as trouble:
        found["trouble"] = text(trouble)
        return found
    hashed = "Cached" in storage() or "Manifest" in storage()
    if root and os.path.isdir(root) and not hashed:
        for folder, _, names in os.walk(root):
            for name in names:
                path = text(os.path.relpath(os.path.join(folder, name), root))
                if path not in wanted:
                    found["stale"].append(path)
    found["stale"].sort()
    return found


def inspect(hand_over):
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
        found["migrations"] = []
        if found["kind"] == "south":
            found.update(south())
        elif found["kind"] == "django":
            found.update(django_own())
        found["irreversible"] = one_way(found["migrations"])
        if "way" in REST and found["migrations"]:
            app, target, direction = REST[REST.index("way") + 1 :][:3]
            try:
                found["way"] = way(found["migrations"], app, target, direction == "backwards")
            except Exception as trouble:  # then `migrate` itself would fail: conflicts, ghosts
                found["no_way"] = text(trouble)
        found["schema"] = schema()
        found["lacking"] = lacking()
    if "static" in REST:
        found["static"] = static()
    say(found)


MODES["inspect"] = inspect
