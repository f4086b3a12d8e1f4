set -e
mkdir -p /srv/case
printf '[user]\n\tname = Ann\n[push]\n\tpushoption = a\n' >/srv/case/settings
printf 'one\n' >/srv/case/longer
