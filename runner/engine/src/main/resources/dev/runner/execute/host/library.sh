# The functions that our scripts use on a host. A script takes along those it needs: a line
# "#: name other …" begins a function and names the ones that it calls. POSIX shell; utilities of
# GNU or BusyBox. Variables of ours begin with rn_.

#: die
# Says why a step can't be done, and ends it.
rn_die() { printf 'runner: %s\n' "$1" >&2; exit 70; }

#: gone
# What the matter is with a path that can't be seen: sets rn_y to A if nothing is there, to D if a
# directory above it may not be searched.
rn_gone() {
  rn_y=A rn_q=$1
  while :; do
    case $rn_q in
      /*/* | [!/]*/*) rn_q=${rn_q%/*} ;;
      /*) rn_q=/ ;;
      *) rn_q=. ;;
    esac
    if [ -d "$rn_q" ]; then
      [ -x "$rn_q" ] || case $(LC_ALL=C stat -L -- "$1" 2>&1) in *'Permission denied'*) rn_y=D ;; esac
      return
    elif [ -e "$rn_q" ] || [ -L "$rn_q" ] || [ "$rn_q" = / ] || [ "$rn_q" = . ]; then
      return
    fi
  done
}

#: stats gone
# Looks at many paths. First argument: a nonce; then for each F (links followed), N (not) or B (both
# ways) and a path. Prints letters: P for what is no link, whichever way it was looked at; for a link
# L if it isn't followed, and F, A or D if it is; then what stat says of P and L, of F, and where
# links lead.
rn_stats() {
  rn_m=$1
  shift
  command -v stat >/dev/null || { printf 'runner: the host has no stat\n' >&2; return 70; }
  rn_f= rn_l= rn_k= rn_o= rn_i=0
  while [ "$rn_i" -lt $# ]; do
    rn_i=$((rn_i + 2))
    eval "rn_p=\${$rn_i} rn_w=\${$((rn_i - 1))}"
    if [ -L "$rn_p" ]; then
      if [ "$rn_w" != F ]; then rn_o=${rn_o}L rn_l="$rn_l \"\${$rn_i}\"" rn_k="$rn_k $rn_i"; fi
      if [ "$rn_w" = N ]; then :
      elif [ -e "$rn_p" ]; then rn_o=${rn_o}F rn_f="$rn_f \"\${$rn_i}\""
      else rn_gone "$rn_p"; rn_o=$rn_o$rn_y; fi
    elif [ -e "$rn_p" ]; then
      rn_o=${rn_o}P rn_l="$rn_l \"\${$rn_i}\""
    else
      rn_gone "$rn_p"
      rn_o=$rn_o$rn_y
    fi
  done
  printf '%s\n' "$rn_o"
  rn_form='%f %u %g %s %X %Y %Z %i %d %h
%x
%y
%z
%U
%G'
  if [ -n "$rn_l" ]; then eval "LC_ALL=C stat -c \"\$rn_form\" -- $rn_l"; fi
  printf '%s\n' "$rn_m"
  if [ -n "$rn_f" ]; then eval "LC_ALL=C stat -L -c \"\$rn_form\" -- $rn_f"; fi
  printf '%s\n' "$rn_m"
  for rn_i in $rn_k; do
    eval "rn_p=\${$rn_i}"
    readlink -- "$rn_p"
    printf '%s\n' "$rn_m"
  done
}

#: sum
# Checksums of files: algorithm, then paths; of standard input if there are none.
rn_sum() {
  rn_a=$1
  shift
  if command -v "${rn_a}sum" >/dev/null; then
    LC_ALL=C "${rn_a}sum" -- "$@"
  elif [ "$rn_a" != md5 ] && command -v shasum >/dev/null; then
    LC_ALL=C shasum -a "${rn_a#sha}" -- "$@"
  elif command -v openssl >/dev/null; then
    openssl dgst -r "-$rn_a" "$@"
  else
    printf 'runner: the host has no program for %s checksums (%ssum, shasum or openssl)\n' "$rn_a" "$rn_a" >&2
    return 70
  fi
}

#: sums sum gone
# Looks at many files: algorithm, then for each S (name goes to the program) or I (it doesn't) and
# a path. Prints a letter for each path, then a line for each that is a readable file: first those
# of the kind S, then the others.
rn_sums() {
  rn_g=$1
  shift
  rn_f= rn_k= rn_o= rn_i=0
  while [ "$rn_i" -lt $# ]; do
    rn_i=$((rn_i + 2))
    eval "rn_p=\${$rn_i} rn_w=\${$((rn_i - 1))}"
    if [ -f "$rn_p" ]; then
      if [ ! -r "$rn_p" ]; then rn_o=${rn_o}D
      elif [ "$rn_w" = S ]; then rn_o=${rn_o}S rn_f="$rn_f \"\${$rn_i}\""
      else rn_o=${rn_o}I rn_k="$rn_k $rn_i"; fi
    elif [ -e "$rn_p" ]; then
      rn_o=${rn_o}A
    else
      rn_gone "$rn_p"
      rn_o=$rn_o$rn_y
    fi
  done
  printf '%s\n' "$rn_o"
  if [ -n "$rn_f" ]; then eval "rn_sum \"\$rn_g\" $rn_f"; fi
  for rn_i in $rn_k; do
    eval "rn_p=\${$rn_i}"
    rn_sum "$rn_g" <"$rn_p"
  done
}

#: read gone
# What is in a file: how many bytes at most, and the path. A letter on a line of its own goes first.
rn_read() {
  if [ -f "$2" ]; then
    if [ -r "$2" ]; then printf 'F\n'; head -c "$1" <"$2"; else printf 'D\n'; fi
  elif [ -d "$2" ]; then
    printf 'd\n'
  elif [ -e "$2" ]; then
    printf 's\n'
  else
    rn_gone "$2"
    printf '%s\n' "$rn_y"
  fi
}

#: list gone die
# What is below a directory: a nonce, the path, how deep (0: no bound).
rn_list() {
  if [ -d "$2" ]; then
    if [ ! -r "$2" ] || [ ! -x "$2" ]; then printf 'D\n'; return; fi
    cd -- "$2" || { printf 'D\n'; return; }
    printf 'F\n'
    rn_form="$1 "'%f %u %g %s %X %Y %Z %i %d %h
%x
%y
%z
%U
%G
%n'
    command -v stat >/dev/null || rn_die 'the host has no stat'
    command -v find >/dev/null || rn_die 'the host has no find'
    if [ "$3" = 0 ]; then
      LC_ALL=C find . -mindepth 1 -exec stat -c "$rn_form" -- {} +
    else
      LC_ALL=C find . -mindepth 1 -maxdepth "$3" -exec stat -c "$rn_form" -- {} +
    fi
    printf '%s/\n' "$1"
    # shellcheck disable=SC2016
    rn_links='n=$1; shift; for l; do printf "%s\n%s\n" "$l" "$n"; readlink -- "$l"; printf "%s\n" "$n"; done'
    if [ "$3" = 0 ]; then
      LC_ALL=C find . -mindepth 1 -type l -exec sh -c "$rn_links" sh "$1" {} +
    else
      LC_ALL=C find . -mindepth 1 -maxdepth "$3" -type l -exec sh -c "$rn_links" sh "$1" {} +
    fi
  elif [ -e "$2" ]; then
    printf 'A\n'
  else
    rn_gone "$2"
    printf '%s\n' "$rn_y"
  fi
}

#: which
# Where a program is on the PATH.
rn_which() {
  case $1 in
    */*)
      if [ -f "$1" ] && [ -x "$1" ]; then printf '%s' "$1"; fi
      return
      ;;
  esac
  rn_s=$IFS
  IFS=:
  set -f
  for rn_p in $PATH; do
    rn_p=${rn_p:-.}/$1
    if [ -f "$rn_p" ] && [ -x "$rn_p" ]; then printf '%s' "$rn_p"; break; fi
  done
  set +f
  IFS=$rn_s
}

#: entry
# A line of a system's table: passwd or group, and a name or a number.
rn_entry() {
  if command -v getent >/dev/null; then
    getent "$1" "$2" | head -n 1
  else
    while IFS= read -r rn_e; do
      rn_r=${rn_e#*:*:}
      case $rn_e in "$2:"*) printf '%s\n' "$rn_e"; return ;; esac
      case $rn_r in "$2:"*) printf '%s\n' "$rn_e"; return ;; esac
    done <"/etc/$1"
  fi
}

#: account entry
# A user: name or number; the one who asks if it is empty.
rn_account() {
  if [ -z "$1" ]; then
    LC_ALL=C id
    rn_entry passwd "$(id -u)"
  else
    rn_e=$(rn_entry passwd "$1")
    if [ -n "$rn_e" ]; then
      LC_ALL=C id "${rn_e%%:*}"
      printf '%s\n' "$rn_e"
    fi
  fi
}

#: alive
# Whether a process runs and is no zombie.
rn_alive() {
  if [ -d "/proc/$1" ]; then
    rn_e=
    IFS= read -r rn_e 2>/dev/null <"/proc/$1/stat"
    case ${rn_e##*") "} in Z* | X* | x* | '') return 1 ;; esac
    return 0
  fi
  rn_e=$(LC_ALL=C kill -0 "$1" 2>&1) && return 0
  case $rn_e in *permitted*) return 0 ;; esac
  return 1
}

#: port
# Whether anything listens: address and port. Status 0 yes, 1 no, 2 if that can't be found out here.
rn_port() {
  rn_h=$(printf '%04X' "$2")
  case $1 in
    localhost | 127.* | ::1 | 0.0.0.0 | ::)
      if [ -r /proc/net/tcp ]; then
        rn_e='(0100007F|00000000|0{24}01000000|0{32}|0{16}FFFF00000100007F)'
        cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -Eq "^ *[0-9]+: $rn_e:$rn_h 0+:0000 0A "
        return
      fi
      ;;
  esac
  if command -v nc >/dev/null; then
    # Some have no -z, and say so; BusyBox's may have -e then.
    for rn_e in -z '-e true'; do
      # shellcheck disable=SC2086
      rn_q=$(LC_ALL=C nc $rn_e -w 5 "$1" "$2" 2>&1 </dev/null) && return 0
      case $rn_q in
        *sage:* | *'nvalid option'* | *'nrecognized option'* | *'nknown option'*) ;;
        *) return 1 ;;
      esac
      case $rn_q in *BusyBox*) ;; *) break ;; esac
    done
  fi
  if command -v bash >/dev/null && command -v timeout >/dev/null; then
    # shellcheck disable=SC2016
    timeout 5 bash -c 'exec 3<>"/dev/tcp/$1/$2"' bash "$1" "$2" >/dev/null 2>&1 && return 0
    return 1
  fi
  return 2
}

#: free
# Bytes free on the file system of a path, or of the nearest directory above it that is there.
rn_free() {
  rn_q=$1
  while [ ! -e "$rn_q" ]; do
    case $rn_q in
      /*/* | [!/]*/*) rn_q=${rn_q%/*} ;;
      /*) rn_q=/ ;;
      *) rn_q=. ;;
    esac
  done
  id -u
  LC_ALL=C stat -f -c '%S %a %f' -- "$rn_q"
}

#: timeout
# The words that stop a program after so many seconds; none where the host has no such program.
rn_timeout() {
  if timeout -k 1 1 true 2>/dev/null; then printf 'timeout -k 3 %s' "$1"
  elif timeout -t 1 true 2>/dev/null; then printf 'timeout -t %s' "$1"; fi
}

#: as die
# Runs a script of sh as another user; what it reads is handed on.
rn_as() {
  if [ "$(id -un 2>/dev/null)" = "$1" ] || [ "$(id -u)" = "$1" ]; then
    exec sh -c "$2"
  elif [ "$(id -u)" = 0 ]; then
    if command -v su >/dev/null; then exec su -s /bin/sh -c "$2" "$1"
    elif command -v sudo >/dev/null; then exec sudo -n -H -u "$1" -- sh -c "$2"; fi
    rn_die "the host has neither su nor sudo, so nothing can be run as $1"
  elif command -v sudo >/dev/null; then
    exec sudo -n -H -u "$1" -- sh -c "$2"
  else
    rn_die "only root may run a command as $1, and the host has no sudo: become root for this task"
  fi
}

#: capture
# Makes a private directory for what commands write, so that something that they leave behind can't
# write into our answer. Sets rn_c; empty if there is no room for one.
rn_capture() {
  trap 'if [ -n "$rn_c" ]; then rm -rf -- "$rn_c"; fi' EXIT
  trap 'exit 143' HUP INT TERM PIPE
  for rn_c in /dev/shm "${TMPDIR:-/tmp}" ''; do
    if [ -z "$rn_c" ]; then return; fi
    if [ -d "$rn_c" ] && [ -w "$rn_c" ]; then
      rn_c=$rn_c/runner-$rn_n
      mkdir -m 700 -- "$rn_c" 2>/dev/null && return
    fi
  done
}

#: captured
# Hands on what a command wrote into the directory.
rn_captured() {
  if [ -n "$rn_c" ]; then
    if [ -s "$rn_c/o" ]; then cat "$rn_c/o"; fi
    if [ -s "$rn_c/e" ]; then cat "$rn_c/e" >&2; fi
    rm -f "$rn_c/o" "$rn_c/e"
  fi
}

#: real die
# Follows links at the end of a path. Sets rn_p.
rn_real() {
  rn_p=$1
  rn_i=0
  while [ -L "$rn_p" ]; do
    rn_i=$((rn_i + 1))
    [ "$rn_i" -le 40 ] || rn_die "$1 is a loop of symbolic links"
    rn_q=$(readlink -- "$rn_p" && printf x)
    rn_q=${rn_q%?x}
    case $rn_q in /*) rn_p=$rn_q ;; *) rn_p=${rn_p%/*}/$rn_q ;; esac
  done
}

#: times touch
# Sets times: path, -h or nothing, time of access, time of modification (seconds with nanoseconds).
rn_times() {
  if [ -n "$3" ] && [ "$3" = "$4" ]; then rn_touch "$1" "$2" '' "$3"; return; fi
  if [ -n "$3" ]; then rn_touch "$1" "$2" -a "$3"; fi
  if [ -n "$4" ]; then rn_touch "$1" "$2" -m "$4"; fi
}

#: touch
# Sets one time: path, -h or nothing, which one, seconds.
rn_touch() {
  touch -c $2 $3 -d "@$4" -- "$1" 2>/dev/null || touch -c $2 $3 -d "@${4%.*}" -- "$1" || exit 70
}

#: owner
# Sets owner and group: path, -h or nothing, owner, group.
rn_owner() {
  if [ -n "$3$4" ]; then
    LC_ALL=C chown $2 -- "$3${4:+:$4}" "$1" || exit 70
  fi
}

#: create
# Makes a new file, open as descriptor 9, that nobody else can read if $1 isn't empty.
rn_create() {
  [ -z "$1" ] || umask 077
  set -C
  command exec 9>"$rn_t" || exit 70
  set +C
}

#: like
# Gives rn_t owner, group, mode and what else there is of rn_p, as far as the host can do that.
rn_like() {
  LC_ALL=C cp --attributes-only --preserve=all -- "$rn_p" "$rn_t" 2>/dev/null && return
  rn_q=$(LC_ALL=C stat -c '%u:%g %a' -- "$rn_p") || exit 70
  chown "${rn_q% *}" "$rn_t" 2>/dev/null || { rn_z=${rn_q% *}; chgrp "${rn_z#*:}" "$rn_t" 2>/dev/null; }
  LC_ALL=C chmod "0${rn_q#* }" "$rn_t" || exit 70
}

#: fill die
# Fills rn_t, which descriptor 9 is: what it is for, how many bytes it will be (nothing if that isn't
# known). The content is what rn_content prints if rn_in is 1, otherwise what is read. A connection
# that is cut looks like the end of what is read, so bytes are counted.
rn_fill() {
  if [ "$rn_in" = 1 ]; then
    # Beyond a limit it shall fail, and not be killed with what it has to clean up.
    trap '' XFSZ
    rn_content >&9 2>/dev/null
    rn_z=$?
    exec 9>&-
    # A program says what the matter is.
    [ "$rn_z" = 0 ] || rn_content 2>/dev/null | LC_ALL=C cat >|"$rn_t" || exit 70
    trap - XFSZ
    [ "$rn_z" != 0 ] || return 0
  else
    LC_ALL=C cat >&9 || exit 70
    exec 9>&-
  fi
  if [ -n "$2" ]; then
    rn_z=$(LC_ALL=C stat -c %s -- "$rn_t") || exit 70
    [ "$rn_z" = "$2" ] || rn_die "only $rn_z of $2 bytes came, so $1 stays as it was"
  fi
}

#: put real die times owner create like fill
# Puts content (see rn_fill) into a file: path, owner, group, mode, times, whether to keep a copy,
# whether to run rn_check before, how many bytes it is (nothing if that isn't known), 1 if the file
# may be written over where it can't be replaced.
rn_put() {
  rn_real "$1"
  case $rn_p in ./*) rn_p=$PWD/${rn_p#./} ;; esac
  [ ! -d "$rn_p" ] || rn_die "$1 is a directory"
  rn_old=
  if [ -f "$rn_p" ]; then rn_old=1; elif [ -e "$rn_p" ]; then rn_die "$1 is no regular file"; fi
  [ -d "${rn_p%/*}/" ] || rn_die "the directory ${rn_p%/*} does not exist"
  rn_t=${rn_p%/*}/.runner-$rn_id
  if [ "${10}" = 1 ] && [ -n "$rn_old" ] && [ ! -w "${rn_p%/*}/" ]; then
    rn_t=${TMPDIR:-/tmp}/.runner-$rn_id
  fi
  rn_b=
  trap 'rm -f -- "$rn_t" "${rn_b:-$rn_t}"' EXIT
  trap 'exit 143' HUP INT TERM PIPE
  # A new file for which nothing is asked becomes what any new file there becomes; where only a
  # part is asked, the rest is the same.
  rn_u= rn_o=
  if [ -z "$rn_old" ] && [ -n "$2$3$4" ]; then case $4 in 0*) ;; *) rn_o==rw ;; esac; fi
  if [ -n "$rn_o" ] || [ "$8" = 1 ]; then rn_u=$(umask); fi
  rn_create "$rn_old$2$3$4"
  [ -z "$rn_u" ] || umask "$rn_u"
  if [ -n "$rn_old" ]; then rn_like; fi
  if [ -n "$rn_o" ]; then LC_ALL=C chmod -- "$rn_o" "$rn_t" || exit 70; fi
  rn_owner "$rn_t" '' "$2" "$3"
  if [ -n "$4" ]; then LC_ALL=C chmod -- "$4" "$rn_t" || exit 70; fi
  rn_fill "$1" "$9"
  # The kernel takes set-id bits away from a file that is written to or given to somebody.
  rn_o=$4
  if [ -z "$4" ] && [ -n "$rn_old" ] && { [ -u "$rn_p" ] || [ -g "$rn_p" ]; }; then
    rn_o=$(LC_ALL=C stat -c %a -- "$rn_p") || exit 70
    rn_o=0$rn_o
  fi
  case $rn_o in 0[1-7]??? | *[st]*) LC_ALL=C chmod -- "$rn_o" "$rn_t" || exit 70 ;; esac
  # Nothing was written that would have told the time.
  if [ -n "$rn_old" ] && [ ! -s "$rn_t" ]; then touch -- "$rn_t"; fi
  rn_times "$rn_t" '' "$5" "$6"
  if [ "$8" = 1 ]; then
    rn_said=$(rn_check "$rn_t" </dev/null) || { printf '%s\n' "$?" "$rn_said"; exit 71; }
  fi
  if [ "$7" = 1 ] && [ -e "$rn_p" ]; then
    rn_n=$$
    rn_b=$rn_p.$rn_n.$(date +%Y-%m-%d@%H:%M:%S)~
    while [ -e "$rn_b" ]; do
      rn_n=$((rn_n + 1))
      rn_b=$rn_p.$rn_n.$(date +%Y-%m-%d@%H:%M:%S)~
    done
    LC_ALL=C cp -p -- "$rn_p" "$rn_b" || exit 70
    printf '%s\n' "$rn_b"
  fi
  case $rn_t in
    "${rn_p%/*}"/*)
      if [ "${10}" != 1 ]; then LC_ALL=C mv -f -- "$rn_t" "$rn_p" || exit 70; trap - EXIT; return; fi
      if LC_ALL=C mv -f -- "$rn_t" "$rn_p" 2>/dev/null; then trap - EXIT; return; fi
      ;;
  esac
  cat <"$rn_t" >"$rn_p" || exit 70
  rn_owner "$rn_p" '' "$2" "$3"
  if [ -n "$4" ]; then LC_ALL=C chmod -- "$4" "$rn_p" || exit 70; fi
  rn_times "$rn_p" '' "$5" "$6"
}

#: unpack die
# Unpacks a stream of tar into private directories, made here: the name of the mark that comes last,
# and the directories. Status 69 if there is no tar.
rn_unpack() {
  command -v tar >/dev/null || exit 69
  rn_q=$1
  shift
  for rn_p; do
    [ -d "${rn_p%/*}/" ] || rn_die "the directory ${rn_p%/*} does not exist"
  done
  umask 077
  LC_ALL=C mkdir -- "$@" || exit 70
  LC_ALL=C chmod go-rwx -- "$@" || exit 70
  # Its last line only says that there were others.
  rn_o=$(LC_ALL=C tar -x -o -m -f - -C / 2>&1) || rn_die "${rn_o%%
*}"
  [ -e "$1/$rn_q" ] || rn_die 'not all files came, so none of them was put in place'
}

#: move
# Moves new files to their directory: it, owner, group, mode, then their names.
rn_move() {
  rn_p=$1 rn_o=$2${3:+:$3} rn_m=$4
  shift 4
  case $rn_m in 0*) ;; *) chmod -- =rw "$@" || return ;; esac
  if [ -n "$rn_o" ]; then chown -- "$rn_o" "$@" || return; fi
  if [ -n "$rn_m" ]; then chmod -- "$rn_m" "$@" || return; fi
  mv -f -- "$@" "$rn_p/"
}

#: arrive move each
# Puts the files whose words rn_w holds in place, and ends a frame for each. One that didn't go with
# the others goes by itself, and says why it can't.
rn_arrive() {
  [ -n "$rn_w" ] || return 0
  (cd -- "$rn_a" && eval "rn_move \"\$rn_at\" \"\$rn_own\" \"\$rn_grp\" \"\$rn_mod\" $rn_w") 2>/dev/null
  eval "rn_each $rn_w"
  rn_w=
}

#: each put
# Puts those of these files in place that are still where they were unpacked.
rn_each() {
  for rn_e; do
    if [ -e "$rn_a/$rn_e" ]; then
      (rn_put "$rn_at/$rn_e" "$rn_own" "$rn_grp" "$rn_mod" '' '' "$rn_bak" 0 '' <"$rn_a/$rn_e")
    else
      [ -e "$rn_at/$rn_e" ]
    fi
    rn_end
    [ "$rn_r" = 0 ] || exit 1
  done
}

#: ship arrive each
# Puts unpacked files in place: where they are, where they belong, owner, group, mode, whether to
# keep copies, then their names. Those that are new go many at a time.
rn_ship() {
  rn_a=$1 rn_at=${2%/} rn_own=$3 rn_grp=$4 rn_mod=$5 rn_bak=$6 rn_w= rn_i=6
  while [ "$rn_i" -lt $# ]; do
    rn_i=$((rn_i + 1))
    eval "rn_f=\${$rn_i}"
    if [ -e "$rn_at/$rn_f" ] || [ -L "$rn_at/$rn_f" ]; then
      rn_arrive "$@"
      rn_each "$rn_f"
    else
      rn_w="$rn_w \"\${$rn_i}\""
    fi
  done
  rn_arrive "$@"
}

#: make die made
# Makes a directory and those above it: path, owner, group, mode, times.
rn_make() {
  rn_p=$1 rn_k=0 rn_w=
  while [ ! -d "$rn_p" ]; do
    if [ -e "$rn_p" ] || [ -L "$rn_p" ]; then rn_die "$rn_p is there, and is no directory"; fi
    rn_k=$((rn_k + 1))
    eval "rn_d$rn_k=\$rn_p"
    rn_w="\"\$rn_d$rn_k\" $rn_w"
    case $rn_p in /*/* | [!/]*/*) rn_p=${rn_p%/*} ;; *) break ;; esac
  done
  [ -n "$rn_w" ] || return 0
  case $4 in 0*) umask 077 ;; esac
  if eval "LC_ALL=C mkdir -- $rn_w" 2>/dev/null; then
    if [ -n "$4" ]; then eval "LC_ALL=C chmod -- \"\$4\" $rn_w" || exit 70; fi
    if [ -n "$2$3$5$6" ]; then eval "rn_made \"\$2\" \"\$3\" '' \"\$5\" \"\$6\" $rn_w"; fi
  else
    # Somebody else made one meanwhile, or it can't be made.
    eval "rn_made \"\$2\" \"\$3\" \"\$4\" \"\$5\" \"\$6\" $rn_w"
  fi
}

#: made owner times
# Makes those of these directories that aren't there, and sets their attributes: owner, group, mode,
# times, then the paths, topmost first.
rn_made() {
  rn_own=$1 rn_grp=$2 rn_mod=$3 rn_at=$4 rn_mt=$5
  shift 5
  for rn_p; do
    [ -d "$rn_p" ] || LC_ALL=C mkdir -- "$rn_p" || [ -d "$rn_p" ] || exit 70
    rn_owner "$rn_p" '' "$rn_own" "$rn_grp"
    if [ -n "$rn_mod" ]; then LC_ALL=C chmod -- "$rn_mod" "$rn_p" || exit 70; fi
    rn_times "$rn_p" '' "$rn_at" "$rn_mt"
  done
}

#: rename die
# Gives a path another name, without moving it into a directory of that name.
rn_rename() {
  if [ ! -e "$1" ] && [ ! -L "$1" ]; then rn_die "$1 does not exist"; fi
  if [ -d "$2" ] && [ ! -L "$2" ]; then
    if [ -d "$1" ] && [ ! -L "$1" ]; then
      rmdir -- "$2" 2>/dev/null || rn_die "$2 is a directory that holds something"
    else
      rn_die "$2 is a directory"
    fi
  elif [ -d "$2" ]; then
    LC_ALL=C mv -fT -- "$1" "$2" 2>/dev/null && return
    LC_ALL=C rm -f -- "$2" || exit 70
  fi
  LC_ALL=C mv -f -- "$1" "$2" || exit 70
}

#: link rename die
# Makes a link: path, target, s or h.
rn_link() {
  if [ -d "$1" ] && [ ! -L "$1" ]; then rn_die "$1 is a directory"; fi
  [ -d "${1%/*}/" ] || rn_die "the directory ${1%/*} does not exist"
  if [ "$3" = h ]; then
    if [ ! -e "$2" ] && [ ! -L "$2" ]; then rn_die "$2 does not exist"; fi
    if [ "$2" -ef "$1" ] && [ ! -L "$1" ]; then return; fi
  fi
  rn_s=
  [ "$3" = h ] || rn_s=-s
  if [ ! -e "$1" ] && [ ! -L "$1" ]; then
    LC_ALL=C ln $rn_s -- "$2" "$1" 2>/dev/null && return
  fi
  rn_t=${1%/*}/.runner-$rn_id
  trap 'rm -f -- "$rn_t"' EXIT
  trap 'exit 143' HUP INT TERM PIPE
  LC_ALL=C ln $rn_s -- "$2" "$rn_t" || exit 70
  rn_rename "$rn_t" "$1"
  # Of two names for one file the rename removes none.
  [ "$3" = h ] || trap - EXIT
}

#: set die owner times
# Sets attributes of something that is there: path, F if links are followed, owner, group, mode, times.
rn_set() {
  if [ ! -e "$1" ] && [ ! -L "$1" ]; then rn_die "$1 does not exist"; fi
  rn_h=-h
  if [ "$2" = F ]; then
    [ -e "$1" ] || rn_die "$1 is a link to something that does not exist"
    rn_h=
  elif [ ! -L "$1" ]; then
    rn_h=
  fi
  rn_owner "$1" "$rn_h" "$3" "$4"
  # A link has no permissions of its own on Linux.
  if [ -n "$5" ] && [ -z "$rn_h" ]; then LC_ALL=C chmod -- "$5" "$1" || exit 70; fi
  rn_times "$1" "$rn_h" "$6" "$7"
}

#: delete die
# Removes a path with all below it. What a host can't live without is told by its inode, since many
# names lead there (/usr/.., /proc/self/root, a mount).
rn_delete() {
  if [ -d "$1" ] && [ ! -L "$1" ]; then
    for rn_q in / /bin /boot /dev /etc /home /lib /lib32 /lib64 /opt /proc /root /run /sbin /srv /sys \
      /usr /usr/local /usr/share /var /var/lib; do
      if [ "$1" -ef "$rn_q" ]; then
        rn_die "removing $1 would destroy the host (it is $rn_q); name what is in it"
      fi
    done
  fi
  LC_ALL=C rm -rf -- "$1" || exit 70
}

#: there die gone
# Whether anything is at a path; ends the script if that can't be seen.
rn_there() {
  if [ -e "$1" ]; then return 0; fi
  rn_gone "$1"
  [ "$rn_y" != D ] || rn_die "$1: Permission denied"
  return 1
}

#: now
# Hundredths of seconds since the host's start, or since 1970 where it doesn't say. Sets rn_t.
rn_now() {
  if IFS=' ' read -r rn_t rn_q 2>/dev/null </proc/uptime; then
    rn_t=$((${rn_t%.*} * 100 + 1${rn_t#*.} - 100))
  else
    rn_t=$(($(date +%s) * 100))
  fi
}

#: await now
# Looks every so many hundredths of a second whether rn_cond holds, for so many at most. Status 0
# when it does, 1 when the time is over. Says every five seconds for how many it has waited.
rn_await() {
  rn_now
  # Names of its own: the functions of conditions use the short ones.
  rn_began=$rn_t rn_over=$((rn_t + $2)) rn_tell=$((rn_t + 500))
  while :; do
    if rn_cond; then exit 0; fi
    rn_now
    rn_l=$((rn_over - rn_t))
    [ "$rn_l" -gt 0 ] || exit 1
    if [ "$rn_t" -ge "$rn_tell" ]; then
      printf '%s\n' $(((rn_t - rn_began) / 100))
      rn_tell=$((rn_t + 500))
    fi
    [ "$rn_l" -lt "$1" ] || rn_l=$1
    sleep "$(printf '%d.%02d' $((rn_l / 100)) $((rn_l % 100)))" 2>/dev/null || sleep 1
  done
}

#: http
# Chooses the program that makes a request: whether GNU's wget can make it, whether BusyBox's can
# (1 or 0). Sets rn_by; nothing if it falls to the control machine.
rn_http() {
  rn_by=
  if command -v curl >/dev/null; then rn_by=curl
  elif command -v wget >/dev/null; then
    case $(LC_ALL=C wget --version 2>&1 </dev/null) in
      'GNU Wget 1.'*) [ "$1" = 0 ] || rn_by=gnu ;;
      *BusyBox* | *busybox*) [ "$2" = 0 ] || rn_by=box ;;
    esac
  fi
}

#: saving real
# Where a body is kept until it can be put in place: the path, or nothing. Sets rn_x.
rn_saving() {
  rn_x=
  if [ -n "$1" ]; then
    rn_real "$1"
    rn_x=${rn_p%/*}/.runner-$rn_id-body
    trap 'rm -f -- "$rn_x"' EXIT
    trap 'exit 143' HUP INT TERM PIPE
  fi
}

#: curl saving put
# Makes a request: nonce, path to save the body at or nothing; then arguments of curl. Reads the
# configuration; the body of the request is on descriptor 3. Prints headers and body, then a line.
rn_curl() {
  rn_w="
$1 curl %{http_code} %{size_header} %{time_total} %{url_effective}
"
  rn_s=$2
  shift 2
  rn_saving "$rn_s"
  if [ -z "$rn_s" ]; then
    LC_ALL=C curl -q -K - -D - -w "$rn_w" "$@"
    return
  fi
  (umask 077 && LC_ALL=C curl -q -K - -D - -o "$rn_x" -w "$rn_w" "$@") || return
  [ -e "$rn_x" ] || : >"$rn_x"
  (rn_put "$rn_s" '' '' '' '' '' 0 0 '' <"$rn_x")
}

#: wget now saving put forward
# Makes a request: nonce, path to save the body at or nothing, gnu or box; then arguments of wget.
# Prints the body, then a line with the status and how many hundredths of a second it took; what
# wget says, headers among it, goes to standard error. BusyBox's follows redirects whether it is
# to or not and keeps the bodies of errors to itself: such an answer isn't taken.
rn_wget() {
  rn_h=$1 rn_s=$2 rn_k=$3
  shift 3
  rn_saving "$rn_s"
  rn_now
  rn_began=$rn_t
  { rn_e=$(umask 077; LC_ALL=C "$@" -O "${rn_x:--}" 2>&1 >&4 4>&-); } 4>&1
  rn_now
  printf '%s\n' "$rn_e" >&2
  rn_c=$(printf '%s\n' "$rn_e" | sed -n 's|^  *HTTP/[0-9.]* \([0-9][0-9][0-9]\).*|\1|p')
  if [ "$rn_k" = box ]; then
    case $rn_c in
      2?? | '') rn_c=${rn_c:-0} ;;
      *) rn_forward "$rn_h"; return 1 ;;
    esac
  fi
  rn_c=${rn_c##*
}
  printf '\n%s wget %s %s\n' "$rn_h" "${rn_c:-0}" $((rn_t - rn_began))
  case $rn_c in 3?? | 0 | '') return 1 ;; esac
  if [ -n "$rn_s" ]; then
    [ -e "$rn_x" ] || : >"$rn_x"
    (rn_put "$rn_s" '' '' '' '' '' 0 0 '' <"$rn_x")
  fi
}

#: forward
# Leaves a request to the control machine. Says which proxies there are.
rn_forward() {
  printf '\n%s none\n%s\n%s\n%s\n' "$1" \
    "${http_proxy:-${all_proxy:-${ALL_PROXY-}}}" \
    "${https_proxy:-${HTTPS_PROXY:-${all_proxy:-${ALL_PROXY-}}}}" \
    "${no_proxy-${NO_PROXY-}}"
  return 1
}

#: detach die
# Starts rn_job in the background: a private directory for it, made here, and how many seconds it
# may take at most (0: no bound), and what is to be in its file cmd. Leaves behind the files pid,
# keeper (the process that waits), out, err, and at the end status. What takes too long is noted in
# late before it is ended: whoever reads status afterwards knows why.
rn_detach() {
  (umask 077 && mkdir -p -- "${1%/*}" && mkdir -- "$1") || rn_die "the job $1 can't be made"
  rn_j=$1
  rn_m=$2
  [ -z "$3" ] || printf '%s\n' "$3" >"$rn_j/cmd"
  (
    trap '' HUP
    (rn_job) </dev/null >"$rn_j/out" 2>"$rn_j/err" &
    rn_c=$!
    printf '%s\n' "$rn_c" >"$rn_j/pid"
    if [ "$rn_m" != 0 ]; then
      (
        sleep "$rn_m"
        trap '' TERM
        printf '%s\n' "$rn_m" >"$rn_j/late"
        kill -TERM "$rn_c" || rm -f -- "$rn_j/late"
        trap - TERM
        sleep 5
        [ -e "$rn_j/status" ] || kill -KILL "$rn_c"
      ) >/dev/null 2>&1 </dev/null &
      rn_w=$!
    fi
    wait "$rn_c"
    printf '%s\n' "$?" >"$rn_j/status.new"
    mv -f -- "$rn_j/status.new" "$rn_j/status"
    [ "$rn_m" = 0 ] || kill "$rn_w" 2>/dev/null
  ) </dev/null >/dev/null 2>&1 &
  printf '%s\n' "$!" >"$rn_j/keeper"
  printf '%s\n' "$rn_j"
}
