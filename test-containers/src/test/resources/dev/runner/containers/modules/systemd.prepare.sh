set -e
cat >/usr/local/sbin/case-sleeper <<'S'
#!/bin/sh
exec sleep 3000
S
chmod 755 /usr/local/sbin/case-sleeper
mkdir -p /usr/local/lib/systemd/system
printf '[Unit]\nDescription=to be masked\n[Service]\nExecStart=/usr/local/sbin/case-sleeper\n[Install]\nWantedBy=multi-user.target\n' \
  >/usr/local/lib/systemd/system/case-other.service
systemctl daemon-reload
systemctl -q enable --now case-other.service
a2enmod -q ssl 2>/dev/null || true
