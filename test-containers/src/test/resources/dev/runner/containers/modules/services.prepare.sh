cat >/etc/init.d/case-daemon <<'SCRIPT'
#!/bin/sh
### BEGIN INIT INFO
# Provides: case-daemon
# Required-Start: $remote_fs
# Required-Stop: $remote_fs
# Default-Start: 2 3 4 5
# Default-Stop: 0 1 6
# Short-Description: sleeps
### END INIT INFO
alive() { [ -e /run/case-daemon.pid ] && kill -0 "$(cat /run/case-daemon.pid)" 2>/dev/null; }
case $1 in
start) sleep 3000 & echo $! >/run/case-daemon.pid ;;
stop) kill "$(cat /run/case-daemon.pid)"; rm -f /run/case-daemon.pid ;;
restart) "$0" stop; "$0" start ;;
reload) echo "$2" >/run/case-daemon.reloaded ;;
status) if alive; then echo running; else echo "not running"; exit 3; fi ;;
*) echo "Usage: $0" >&2; exit 2 ;;
esac
SCRIPT
chmod 755 /etc/init.d/case-daemon
sed 's/case-daemon/case-other/g' /etc/init.d/case-daemon >/etc/init.d/case-other
chmod 755 /etc/init.d/case-other
update-rc.d case-other defaults
