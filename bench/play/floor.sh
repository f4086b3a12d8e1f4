# The floor: what play/site.yml does, written by hand for one host, with as few programs as it can be done with.
# sh -s TREE HOST; content is compared by the shell itself, modes by one stat.
tree=$1 host=$2
exec </dev/null
NL='
'
# same FILE TEXT: whether the file holds this text
same() {
  [ -f "$1" ] || return 1
  got=
  while IFS= read -r l; do got=$got$l$NL; done <"$1"
  [ "$got" = "$2" ]
}
# put FILE TEXT: writes it, whole or not at all
put() { same "$1" "$2" || { printf %s "$2" >"$1.new" && mv "$1.new" "$1"; }; }

[ -d "$tree/etc" ] || mkdir -p "$tree/etc"
[ -d "$tree/var/log" ] || (umask 027 && mkdir -p "$tree/var/log")
cd "$tree" || exit 1
put etc/motd "Welcome to $host.$NL"
app="# an application's settings$NL"
i=0
while [ "$i" -lt 40 ]; do
  app="${app}option_$i = value number $i of forty$NL"
  i=$((i + 1))
done
umask 027
put etc/app.conf "$app"
umask 022
if ! [ -f etc/settings ]; then
  printf '# settings of a daemon\nPort 22\nLogLevel INFO\nPermitRootLogin no\n' >etc/settings
fi
put etc/service.conf "[service]
host = $host
workers = 4
worker.1 = ALPHA
worker.2 = BETA
worker.3 = GAMMA
worker.4 = DELTA
"
put etc/names "10.0.0.1 alpha.example.org alpha
10.0.0.2 beta.example.org beta
10.0.0.3 gamma.example.org gamma
10.0.0.4 delta.example.org delta
"
# the four edits of one file
new= port= forward= block=
while IFS= read -r l; do
  case $l in
    'Port '*) l='Port 2222' port=1 ;;
    'AllowTcpForwarding no') forward=1 ;;
    'LogLevel '*) l='LogLevel VERBOSE' ;;
    '# BEGIN ANSIBLE MANAGED BLOCK') block=1 ;;
  esac
  new=$new$l$NL
done <etc/settings
[ -n "$port" ] || new="${new}Port 2222$NL"
[ -n "$forward" ] || new="${new}AllowTcpForwarding no$NL"
[ -n "$block" ] || new="$new# BEGIN ANSIBLE MANAGED BLOCK
Match User deploy
  ForceCommand /bin/true
# END ANSIBLE MANAGED BLOCK
"
put etc/settings "$new"
[ -h etc/current.conf ] || ln -s app.conf etc/current.conf
[ -f var/log/app.log ] || : >var/log/app.log
set -- $(stat -c %s etc/app.conf)
size=$1
[ -f etc/app.conf.orig ] || cp etc/app.conf etc/app.conf.orig
lines=$(grep -c '' <etc/app.conf)
motd=$(cat etc/motd)
put etc/report "$lines lines, $size bytes, $motd$NL"
! [ -e etc/obsolete ] || rm -rf etc/obsolete
put etc/final.conf "# after $size bytes
size = $((size * 2))
host = $host
"
set -- $(stat -c %a etc var/log etc/motd etc/app.conf etc/settings etc/service.conf etc/names var/log/app.log etc/report etc/final.conf)
[ "$*" = '755 750 644 640 644 644 644 640 644 600' ] || {
  chmod 755 etc && chmod 750 var/log && chmod 640 etc/app.conf var/log/app.log && chmod 600 etc/final.conf &&
    chmod 644 etc/motd etc/settings etc/service.conf etc/names etc/report
}
