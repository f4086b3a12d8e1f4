# sentry: the newest error that Sentry kept in the site's own database (the old kind, which lived in
# the site; table sentry_message), if there is such a table.


def sentry(hand_over):
    import calendar
    import datetime

    tables = connection().introspection.table_names()
    found = None
    if "sentry_message" in tables:
        cursor = connection().cursor()
        cursor.execute("select * from sentry_message order by id desc limit 1")
        columns = [column[0] for column in cursor.description]
        row = cursor.fetchone()
        if row is not None:
            found = {}
            for name, value in zip(columns, row):
                if name == "datetime" and isinstance(value, datetime.datetime):
                    # Django set the process to the site's own zone, which a time without one is in.
                    zoned = value.utcoffset() is not None
                    found["epoch"] = int(
                        calendar.timegm(value.utctimetuple()) if zoned else time.mktime(value.timetuple())
                    )
                if isinstance(value, (datetime.datetime, datetime.date)):
                    value = value.isoformat()
                if name in ("id", "level", "logger", "message", "traceback", "view", "url", "server_name", "class_name", "datetime"):
                    found[name] = value if value is None else text(value)
            if not found.get("traceback"):
                found["traceback"] = decoded(dict(zip(columns, row)).get("data"))
    offset = -(time.altzone if time.localtime().tm_isdst > 0 else time.timezone)
    say({"sentry": found, "table": "sentry_message" in tables, "offset": offset})


def decoded(packed):
    """The traceback in the packed column of Sentry 2 and later: base64, zlib, pickle. It is read by
    Python's pickle with no classes but plain ones, since whoever can write to the table could
    otherwise run code here."""
    if not packed:
        return ""
    import base64
    import io
    import pickle
    import zlib

    class Plain(getattr(pickle, "_Unpickler", pickle.Unpickler)):
        def find_class(self, module, name):
            raise pickle.UnpicklingError("%s.%s" % (module, name))

    try:
        raw = zlib.decompress(base64.b64decode(packed))
        if not hasattr(pickle, "_Unpickler"):
            Plain.dispatch = dict(pickle.Unpickler.dispatch)
        values = Plain(io.BytesIO(raw)).load()
    except Exception:
        return ""
    return unfolded(values)


def unfolded(values):
    """What Sentry's older layouts call a traceback: a text, or frames."""
    plain = values.get("__sentry__", {}) if isinstance(values, dict) else {}
    if isinstance(plain, dict) and plain.get("traceback"):
        return text(plain["traceback"])
    trace = values.get("sentry.interfaces.Stacktrace", {}) if isinstance(values, dict) else {}
    error = values.get("sentry.interfaces.Exception", {}) if isinstance(values, dict) else {}
    lines = ["Traceback (most recent call last):"]
    for frame in trace.get("frames", []):
        lines.append(
            '  File "%s", line %s, in %s'
            % (frame.get("abs_path") or frame.get("filename"), frame.get("lineno"), frame.get("function"))
        )
        if frame.get("context_line"):
            lines.append("    " + text(frame["context_line"]).strip())
    if error:
        lines.append("%s: %s" % (error.get("type"), error.get("value")))
    return "\n".join(lines) if len(lines) > 1 else ""


MODES["sentry"] = sentry
