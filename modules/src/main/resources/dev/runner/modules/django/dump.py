# dump FILE: writes the database to FILE (mode 0600, atomically), and reads it back.


def dump(hand_over):
    settings = connection().settings_dict
    vendor = getattr(connection(), "vendor", None) or settings["ENGINE"]
    write_dump(vendor, settings, REST[0])
    say({"file": REST[0], "bytes": os.path.getsize(REST[0])})


def write_dump(vendor, settings, target):
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
        check_dump(vendor, temporary)
        os.rename(temporary, target)
    finally:
        if os.path.exists(temporary):
            os.remove(temporary)


def check_dump(vendor, path):
    """Reads a dump back: one that was cut off must not pass for a whole one."""
    if not os.path.exists(path) or os.path.getsize(path) == 0:
        sys.exit("there is no dump in %s, or an empty one" % path)
    if "mysql" in vendor:
        with open(path, "rb") as source:
            source.seek(-min(200, os.path.getsize(path)), 2)
            if b"Dump completed" not in source.read():
                sys.exit("the dump %s has no end: it was cut off, or isn't mysqldump's" % path)
    elif "postgres" in vendor:
        if subprocess.call([which("pg_restore"), "-f", os.devnull, path]):
            sys.exit("pg_restore can't read the dump %s" % path)
    elif "sqlite" in vendor:
        import sqlite3

        found = sqlite3.connect(path)
        try:
            answer = [row[0] for row in found.execute("pragma integrity_check")]
        except sqlite3.DatabaseError as trouble:
            answer = [text(trouble)]
        finally:
            found.close()
        if answer != ["ok"]:
            sys.exit("the dump %s is damaged: %s" % (path, "; ".join(map(text, answer[:3]))))


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


def mysql_client(settings, names, folder):
    """A client of MySQL as the settings have it; its password is in a file (mode 0600) that the
    caller removes."""
    options = settings.get("OPTIONS") or {}
    values = [
        ("user", settings.get("USER") or options.get("user")),
        ("password", settings.get("PASSWORD") or options.get("passwd")),
        ("port", settings.get("PORT") or options.get("port")),
    ]
    place = settings.get("HOST") or options.get("host") or ""
    values.append(("socket" if place.startswith("/") else "host", place))
    handle, secret = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "w") as out:
        if options.get("read_default_file"):
            out.write("!include %s\n" % options["read_default_file"])
        out.write("[client]\n")
        for name, value in values:
            if value:
                quoted = text(value).replace("\\", "\\\\").replace('"', '\\"')
                out.write('%s="%s"\n' % (name, quoted))
    words = [which(*names), "--defaults-extra-file=" + secret]
    return words + [settings.get("NAME") or options.get("db")], secret


def dump_mysql(settings, temporary):
    words, secret = mysql_client(
        settings, ["mysqldump", "mariadb-dump"], os.path.dirname(os.path.abspath(temporary))
    )
    try:
        # MyISAM knows no transactions: tables are locked unless all are InnoDB's.
        engines = rows(
            "select distinct lower(engine) from information_schema.tables"
            " where table_schema = database() and engine is not null"
        )
        words.insert(2, "--single-transaction" if engines == ["innodb"] else "--lock-tables")
        run(words[:3] + ["--routines", "--triggers"] + words[3:], temporary)
    finally:
        os.remove(secret)


def postgres_environment(settings):
    environment = dict(os.environ)
    for name, key in (("PGPASSWORD", "PASSWORD"), ("PGUSER", "USER"), ("PGHOST", "HOST")):
        if settings.get(key):
            environment[name] = text(settings[key])
    if settings.get("PORT"):
        environment["PGPORT"] = text(settings["PORT"])
    return environment


def dump_postgres(settings, temporary):
    words = [which("pg_dump"), "-w", "-Fc", settings["NAME"]]
    run(words, temporary, postgres_environment(settings))


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


MODES["dump"] = dump
