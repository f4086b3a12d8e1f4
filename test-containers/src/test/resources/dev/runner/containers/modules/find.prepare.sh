set -e
mkdir -p /srv/case/find/deep/.hidden
cd /srv/case/find
echo one >a.txt
echo two >deep/b.log
: >deep/.hidden/empty
ln -sf a.txt link
chmod 640 a.txt
printf 'odd' >"$(printf 'new\nline')"
touch -d '2020-01-02 03:04:05' a.txt
