set -e
mkdir -p /srv/case
for ed in ed1 ed2; do printf '#!/bin/sh\n' >/srv/case/$ed; chmod 755 /srv/case/$ed; done
printf '# ours\nvm.swappiness = 60\n' >/srv/case/sysctl.conf
printf '# mounts\n' >/srv/case/fstab
