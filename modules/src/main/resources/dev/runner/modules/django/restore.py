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
        words = [which("pg_restore"), "-w", "--single-transaction", "--clean", "--if-exists"]
        words += ["--no-owner", "-d", settings["NAME"], source]
        feed(words, None, postgres_environment(settings))
    else:
        restore_sqlite(settings, source)
    say({"file": source, "schema": schema()})


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
