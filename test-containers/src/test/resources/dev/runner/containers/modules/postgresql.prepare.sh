# A server of its own in /run, where what it writes by itself is no trace.
set -e
[ ! -d /run/case-pg ] || exit 0
bin=/usr/lib/postgresql/15/bin
install -d -o postgres -g postgres -m 755 /run/case-pg
cd /run/case-pg
as() { setpriv --reuid postgres --regid postgres --init-groups "$@"; }
as $bin/initdb -D data --auth-local=peer --auth-host=scram-sha-256 -E UTF8 --no-sync >/dev/null
as $bin/pg_ctl -D data -w -l log -o "-p 54329 -c unix_socket_directories=/run/case-pg -c listen_addresses=127.0.0.1 -c fsync=off" start >/dev/null
