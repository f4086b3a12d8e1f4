mkdir -p /srv/case
printf 'new\n' >/srv/case/source
printf 'old\n' >/srv/case/stale
printf '7aa7a5359173d05b63cfd682e3c38487f3cb4f7f1d60659fe59fab1505977d4c  source\n' >/srv/case/SUMS
printf 'top = 1\n\n[a]\nx = 1\n; y = 2\n' >/srv/case/app.ini
