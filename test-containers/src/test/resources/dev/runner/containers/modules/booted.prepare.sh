set -e
# The engine's own mount would keep systemd from writing the name.
name=$(cat /etc/hostname)
umount /etc/hostname
echo "$name" >/etc/hostname
