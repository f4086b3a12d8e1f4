set -e
rm -rf /srv/case-names
mkdir -p /srv/case-names
cd /srv/case-names
printf 'a\n' >"$(printf 'latin-\351 1')"
printf 'a\n' >"$(printf 'two\nlines.')"
printf 'a\n' >./-n
printf 'a\n' >"'"
printf 'a\n' >'"$(id)" `id` \\'
printf 'a\n' >'~root'
