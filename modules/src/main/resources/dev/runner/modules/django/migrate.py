# migrate INTENT WORD...: runs `manage.py migrate WORD...`, noting how far it came.


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


def show_warnings():
    """Django 1.6 and later keep Python's warnings to themselves unless DEBUG is set; those of a
    database are among them."""
    import logging

    logging.getLogger("py.warnings").addHandler(logging.StreamHandler(sys.stderr))


def migrate(hand_over):
    import django

    state = {"done": [], "schema": schema(), "began": int(time.time()), "pid": os.getpid()}
    state["intent"] = json.loads(REST[0])
    try:
        remember(state)
    except EnvironmentError as trouble:
        reason = "nothing was run, since its progress can't be noted in %s: %s"
        say({"failure": reason % (state_file(), trouble), "done": []})
        sys.exit(1)
    connection().close()
    Progress(state).watch()
    show_warnings()
    failure = None
    words = REST[1:]
    if django.VERSION < (1, 9):  # which makes such tables without being told
        words = [word for word in words if word != "--run-syncdb"]
    try:
        hand_over([MANAGE, "migrate"] + words)
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


MODES["migrate"] = migrate
