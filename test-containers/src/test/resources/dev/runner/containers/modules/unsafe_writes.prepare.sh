set -e
mkdir -p /srv/case/kept
echo old >/srv/case/kept/file
chown deploy /srv/case/kept/file
