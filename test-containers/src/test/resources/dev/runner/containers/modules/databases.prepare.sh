# A server of its own in /run, where what it writes by itself is no trace.
set -e
[ ! -d /run/case-db ] || exit 0
install -d -o mysql -g mysql -m 755 /run/case-db
mariadb-install-db --user=mysql --datadir=/run/case-db/data --auth-root-authentication-method=socket \
  --skip-test-db >/dev/null
printf '%s\n' '[mysql]' "init-command=SET sql_mode='NO_BACKSLASH_ESCAPES'" >/run/case-db/plain.cnf
setsid mariadbd --user=mysql --datadir=/run/case-db/data --socket=/run/case-db/socket --skip-networking \
  --pid-file=/run/case-db/pid >/run/case-db/log 2>&1 </dev/null &
for try in $(seq 300); do
  mariadb-admin --silent -S /run/case-db/socket ping >/dev/null 2>&1 && exit 0
  sleep 0.1
done
cat /run/case-db/log >&2
exit 1
