# state WHAT...: what a command of manage.py may change, as far as it can be compared: `schema` for
# the tables, `sessions` for the number of sessions.


def state(hand_over):
    found = {}
    if "schema" in REST:
        found["schema"] = schema() + recorded()
    if "sessions" in REST:
        try:
            found["sessions"] = int(rows("select count(*) from django_session")[0])
        except Exception as trouble:
            found["trouble"] = text(trouble)
    say(found)


def recorded():
    """How many migrations are recorded: one that moves rows only leaves the tables as they are."""
    lines = []
    for table in connection().introspection.table_names():
        if table in ("south_migrationhistory", "django_migrations"):
            lines.append("%s rows: %s" % (table, rows("select count(*) from " + table)[0]))
    return lines


MODES["state"] = state
