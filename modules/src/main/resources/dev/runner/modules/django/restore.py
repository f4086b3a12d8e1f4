# restore FILE SAFETY: puts the database back to what FILE holds, having written what it is now to
# SAFETY (unless that is empty). FILE is read from end to end before anything is changed.


def restore(hand_over):
    source, safety = REST[0], REST[1]
    settings = connection().settings_dict
    vendor = getattr(connection(), "vendor", None) or settings["ENGINE"]
    check_dump(vendor, source)
    if safety:
        write_dump(vendor, settings, safety)
    connection().close()
    if "mysql" in vendor:
        restore_mysql(settings, source)
    elif "postgres" in vendor:
        restore_postgres(settings, source)
    else:
        restore_sqlite(settings, source)
    say({"file": source, "schema": schema()})


def restore_postgres(settings, source):
    """All in one transaction: first what the dump doesn't know is dropped, with what refers to it,
    then comes the dump as SQL."""
    environment = postgres_environment(settings)
    listing = subprocess.Popen([which("pg_restore"), "-l", source], stdout=subprocess.PIPE)
    known = set()
    for line in listing.communicate()[0].decode("utf-8").splitlines():
        parts = line.split()
        if len(parts) > 6 and parts[3] == "TABLE" and parts[4] != "DATA":
            known.add((parts[4], parts[5]))
    present = rows(
        "select schemaname || chr(9) || tablename from pg_tables"
        " where schemaname = any (current_schemas(false))"
    )
    connection().close()
    handle, script = tempfile.mkstemp(suffix=".sql")
    try:
        with os.fdopen(handle, "wb") as out:
            for place in present:
                if tuple(place.split("\t")) not in known:
                    quoted = ['"%s"' % name.replace('"', '""') for name in place.split("\t")]
                    out.write(("drop table if exists %s cascade;\n" % ".".join(quoted)).encode("utf-8"))
            out.flush()
            words = [which("pg_restore"), "--clean", "--if-exists", "--no-owner", "-f", "/dev/stdout", source]
            if subprocess.call(words, stdout=out):
                sys.exit("pg_restore can't read %s" % source)
        words = [which("psql"), "-w", "-q", "-X", "-v", "ON_ERROR_STOP=1", "--single-transaction"]
        feed(words + ["-o", os.devnull, "-f", script, settings["NAME"]], None, environment)
    finally:
        os.remove(script)


def feed(words, source, environment=None):
    """Runs a client with a file, or nothing, as its input."""
    with open(source or os.devnull, "rb") as content:
        status = subprocess.call(words, stdin=content, env=environment)
    if status:
        sys.exit("%s ended with status %d" % (words[0], status))


def restore_mysql(settings, source):
    """Tables that came after the dump are dropped first: what was created by a migration that the
    dump doesn't know would otherwise stay and stand in its way."""
    with open(source, "rb") as content:
        known = set()
        for line in content:
            if line.startswith(b"CREATE TABLE `"):
                known.add(line.split(b"`")[1].decode("utf-8"))
    present = rows(
        "select table_name from information_schema.tables"
        " where table_schema = database() and table_type = 'BASE TABLE'"
    )
    cursor = connection().cursor()
    cursor.execute("set foreign_key_checks = 0")
    for table in present:
        if table not in known:
            cursor.execute("drop table `%s`" % table.replace("`", "``"))
    connection().close()
    words, secret = mysql_client(settings, ["mariadb", "mysql"], tempfile.gettempdir())
    try:
        feed(words, source)
    finally:
        os.remove(secret)


def restore_sqlite(settings, source):
    """A copy beside the database, renamed over it: whoever reads meanwhile sees the old or the new."""
    target = text(settings["NAME"])
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(os.path.abspath(target)))
    try:
        with os.fdopen(handle, "wb") as out:
            with open(source, "rb") as content:
                while True:
                    block = content.read(1 << 20)
                    if not block:
                        break
                    out.write(block)
            out.flush()
            os.fsync(out.fileno())
        if os.path.exists(target):
            before = os.stat(target)
            os.chmod(temporary, before.st_mode & 0o7777)
            if os.geteuid() == 0 or os.getgid() != before.st_gid:
                os.chown(temporary, -1, before.st_gid)
        for rest in ("-journal", "-wal", "-shm"):
            if os.path.exists(target + rest):
                os.remove(target + rest)
        os.rename(temporary, target)
    finally:
        if os.path.exists(temporary):
            os.remove(temporary)


MODES["restore"] = restore
