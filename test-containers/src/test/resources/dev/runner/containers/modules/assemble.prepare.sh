set -e
mkdir -p /srv/case/pieces
printf 'one' >/srv/case/pieces/01
printf 'two\n' >/srv/case/pieces/02
printf 'hidden\n' >/srv/case/pieces/.03
