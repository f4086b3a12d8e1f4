# Prints what is known of a host, in sections that begin with a line "\001NAME". Most is read from
# /proc, /sys and /etc by one grep, since each process costs about a millisecond.
# $1: sections that are wanted, between spaces. $2: directory of local facts. $3: patience with
# network file systems, in seconds. $4: the Python to tell of, if there is one of that name.
mark() { printf '\n\001%s\n' "$1"; }
wants() { case " $want " in *" $1 "*) return 0 ;; esac; return 1; }
has() { command -v "$1" >/dev/null 2>&1; }
want=$1 facts=$2 patience=$3 named=$4

if wants env; then
  mark env
  cat /proc/self/environ 2>/dev/null || env
fi
LC_ALL=C PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH

mark uname
set -- $(uname -snrm)
echo "$@"
node=${2-}
set -- /proc/sys/kernel/version
if wants min; then
  mark date
  date '+%s %N %z %Z %W'
  [ -e /etc/localtime ] && mark zone && tail -n 1 /etc/localtime
  mark user
  me=
  [ -r /proc/self/status ] && while read -r key real effective rest; do
    [ "$key" = Uid: ] && me=$effective && break
  done </proc/self/status
  [ -n "$me" ] || me=$(id -u)
  found=
  while IFS=: read -r name pass uid rest; do
    [ "$uid" = "$me" ] && printf '%s:x:%s:%s\n' "$name" "$uid" "$rest" && found=1 && break
  done </etc/passwd
  [ -n "$found" ] || ! has getent || getent passwd "$me"
  mark paths
  for path in /usr/bin/apt-get /usr/bin/dnf5 /usr/bin/dnf /usr/bin/dnf-3 /usr/bin/microdnf \
    /usr/bin/yum /usr/bin/rpm-ostree /usr/bin/zypper /usr/bin/pacman /sbin/apk /usr/bin/emerge \
    /usr/bin/xbps-install /opt/bin/opkg /bin/opkg /usr/bin/opkg /usr/bin/swupd /usr/sbin/urpmi \
    /usr/bin/nix /run/current-system/sw/bin/nix-env /usr/sbin/pkg /opt/local/bin/pkgin \
    /run/systemd/system /dev/.run/systemd /dev/.systemd /bin/systemctl /usr/bin/systemctl \
    /sbin/initctl /etc/init /sbin/openrc /etc/init.d /sbin/dinit /usr/bin/lsb_release \
    /sys/kernel/security/apparmor /sys/fs/selinux/enforce /proc/vz /proc/bc /proc/xen \
    /.dockerenv /run/.containerenv /sys/module/kvm /sys/module/vboxdrv /dev/kvm \
    /lib64/ld-linux-x86-64.so.2 /lib/ld-musl-x86_64.so.1; do
    [ -e "$path" ] && echo "$path"
  done
  if [ -r /proc/1/root/. ]; then
    [ / -ef /proc/1/root/. ] || echo chroot
  fi
  [ -z "${debian_chroot-}" ] || echo chroot
  mark python
  for python in "$named" python3 python python2; do
    [ "$python" ] && has "$python" && python=$(command -v "$python") && echo "$python" && break
    python=
  done
  if [ "$python" ]; then
    # Its version is in the name of a file beside it as a rule, which costs no process.
    version=
    for name in 3.14 3.13 3.12 3.11 3.10 3.9 3.8 3.7 3.6 3.5 2.7; do
      [ "$python" -ef "${python%/*}/python$name" ] && version=$name && break
    done
    [ "$version" ] || version=$("$python" -ESsc 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null)
    echo "$version"
  fi
  mark fqdn
  case $node in
    *.*) echo "$node" ;;
    *) hostname -f 2>/dev/null || echo "$node" ;;
  esac
  set -- "$@" /etc/os-release /usr/lib/os-release /etc/debian_version /etc/redhat-release \
    /etc/alpine-release /etc/lsb-release /etc/arch-release /etc/machine-id \
    /var/lib/dbus/machine-id /proc/1/comm /proc/cmdline /proc/loadavg /proc/self/status \
    /proc/sys/crypto/fips_enabled /etc/selinux/config /sys/fs/selinux/enforce \
    /sys/fs/selinux/policyvers /etc/resolv.conf /etc/ssh/ssh_host_*_key.pub \
    /etc/iscsi/initiatorname.iscsi /etc/nvme/hostnqn /sys/class/fc_host/*/port_name
fi
if wants hardware || wants virtual; then
  set -- "$@" /sys/class/dmi/id/*
fi
if wants hardware; then
  set -- "$@" /proc/meminfo /proc/uptime /proc/self/mounts /proc/self/mountinfo \
    /sys/block/*/size /sys/block/*/removable /sys/block/*/queue/rotational \
    /sys/block/*/queue/scheduler /sys/block/*/queue/logical_block_size \
    /sys/block/*/queue/discard_granularity /sys/block/*/device/model /sys/block/*/device/vendor \
    /sys/block/*/device/sas_address /sys/block/*/device/serial /sys/block/*/device/wwid \
    /sys/block/*/*/size /sys/block/*/*/start /sys/block/*/dm/name
fi
if wants network; then
  set -- "$@" /sys/class/net/*/address /sys/class/net/*/mtu /sys/class/net/*/operstate \
    /sys/class/net/*/type /sys/class/net/*/flags /sys/class/net/*/speed \
    /sys/class/net/*/bridge/bridge_id /sys/class/net/*/bridge/stp_state \
    /sys/class/net/*/bonding/mode /sys/class/net/*/bonding/miimon \
    /sys/class/net/*/bonding/lacp_rate /sys/class/net/*/bonding/slaves \
    /sys/class/net/*/bonding/primary /proc/net/route /proc/net/if_inet6 /proc/net/ipv6_route
  if has ip; then
    mark ip
    ip -o -4 addr show 2>/dev/null || ip -4 addr show
  else
    set -- "$@" /proc/net/fib_trie
  fi
fi
if wants virtual; then
  set -- "$@" /proc/1/cgroup /run/systemd/container /run/.containerenv /sys/hypervisor/type \
    /proc/xen/capabilities
  if [ ! -e /run/systemd/container ] && [ ! -e /.dockerenv ] && [ ! -e /run/.containerenv ]; then
    mark container
    { tr '\0' '\n' </proc/1/environ | grep '^container='; } 2>/dev/null
  fi
fi
mark files
grep -s -H '' "$@"
if wants hardware || wants virtual; then
  mark cpus
  [ -r /proc/cpuinfo ] && grep -E '^(processor|vendor_id|model name|cpu|Vendor|Processor|physical id|core id|cpu cores|siblings|# processors|Hardware)[[:space:]]*:' /proc/cpuinfo
  [ -r /proc/cpuinfo ] && grep -m 1 -E '^(flags|Features)[[:space:]]*:' /proc/cpuinfo
fi
if wants hardware || wants network || wants min; then
  mark links
  ls -ld /dev/disk/by-id/* /dev/disk/by-uuid/* /dev/disk/by-label/* /sys/block/* \
    /sys/block/*/holders/* /sys/block/*/*/holders/* /sys/class/net/*/device \
    /sys/class/net/*/device/driver/module /sys/class/net/*/brif/* 2>/dev/null
fi
if wants hardware && [ -r /proc/self/mounts ]; then
  mark sizes
  set --
  while read -r device point type rest; do
    case $device in /* | *:/*) ;; *) continue ;; esac
    point=$(printf '%b/' "$point")
    point=${point%/}
    case $type in
      none | autofs) ;;
      nfs* | cifs | smb* | fuse.* | 9p | ceph | glusterfs | afs | lustre | beegfs)
        has timeout && timeout "$patience" stat -f -c '%s %S %b %a %c %d %n' -- "$point" 2>/dev/null ;;
      *) set -- "$@" "$point" ;;
    esac
  done </proc/self/mounts
  [ $# = 0 ] || stat -f -c '%s %S %b %a %c %d %n' -- "$@" 2>/dev/null
fi
if wants hardware && has vgs && [ "$(id -u)" = 0 ]; then
  mark lvm
  set -- --nolocking --noheadings --nosuffix --units g --separator ,
  {
    vgs "$@" -o vg_name,pv_count,lv_count,vg_size,vg_free | sed 's/^ */vg,/'
    lvs "$@" -o lv_name,vg_name,lv_size | sed 's/^ */lv,/'
    pvs "$@" -o pv_name,vg_name,pv_size,pv_free | sed 's/^ */pv,/'
  } 2>/dev/null
fi
if wants local; then
  for file in "$facts"/*.fact; do
    name=${file##*/}
    if ! [ -e "$file" ]; then
      [ -L "$file" ] && mark "local lost ${name%.fact}"
      continue
    fi
    if [ -x "$file" ]; then
      text=$("$file" 2>/dev/null </dev/null)
      status=$?
    else
      text=$(cat "$file" 2>/dev/null) && status=0 || status=unread
    fi
    mark "local $status ${name%.fact}"
    printf '%s\n' "$text"
  done
fi
wants systemd && [ -d /run/systemd/system ] && has systemctl && mark systemd && systemctl --version
wants facter && has facter && mark facter && facter --json 2>/dev/null
wants ohai && has ohai && mark ohai && ohai 2>/dev/null
:
