# Makes an archive in a private directory and compares it with the one that is there.
# Parameters: that directory, the format, 1 if one file is archived too, the archive's path (may be
# empty), 1 if sources are removed; then paths, paths to exclude and patterns to exclude, each list
# behind its length. Prints pairs of a name and a value, each ended by a NUL.
new=$1 format=$2 must=$3 dest=$4 remove=$5
shift 5
say() { printf '%s\000%s\000' "$1" "$2"; }
fail() { say trouble "$1"; exit 0; }
mark=$(printf '\001')

# Paths that a list of patterns stands for, each behind a mark, in $found.
expand() {
  found=
  for path; do
    case $path in
      *[*?]*)
        globs=1
        old=$IFS
        IFS=
        for each in $path; do
          if [ -e "$each" ] || [ -L "$each" ]; then
            say "$kind" "$each"
            found=$found$mark$each$mark
          fi
        done
        IFS=$old
        ;;
      *)
        say "$kind" "$path"
        found=$found$mark$path$mark
        ;;
    esac
  done
}

globs=0 count=$1 rest=
shift
paths=$count
set -f
all= i=0
while [ $i -lt "$count" ]; do all=$all$mark$1; shift; i=$((i + 1)); done
count=$1 excluded= i=0
shift
while [ $i -lt "$count" ]; do excluded=$excluded$mark$1; shift; i=$((i + 1)); done
# What is left are patterns of names, kept as words for the shells that choose names below.
patterns=$#
split() { old=$IFS; IFS=$mark; set -f; set -- $1; IFS=$old; set +f; [ $# = 0 ] || shift; expand "$@"; }
kind=excluded
split "$excluded"
without=$found globs=0
kind=path
split "$all"
set -f
old=$IFS
IFS=$mark
single= many=0 root= first=1 targets=
for path in $found; do
  [ -n "$path" ] || continue
  case $without in *"$mark$path$mark"*) continue ;; esac
  case $targets in *"$mark$path$mark"*) continue ;; esac
  targets=$targets$mark$path$mark
  many=$((many + 1))
  [ -n "$single" ] || single=$path
  case $path in */*) above=${path%/*}/ ;; *) above= ;; esac
  if [ $first = 1 ]; then root=$above first=0; fi
  while case $above in "$root"*) false ;; esac; do
    root=${root%/}
    case $root in */*) root=${root%/*}/ ;; *) root= ;; esac
  done
done
[ $many -gt 0 ] || fail "Error, no source paths were found"
say root "$root"
if [ "$must" = 0 ] && { [ $globs = 1 ] || [ -d "$single" ] || [ $many -gt 1 ]; }; then must=1; fi
if [ -z "$dest" ]; then
  [ "$must" = 0 ] || fail 'Error, must specify "dest" when archiving multiple files or trees'
  dest=$single.$format
fi
say dest "$dest"
say must "$must"
there=0
for path in $targets; do
  [ -n "$path" ] || continue
  if [ -e "$path" ] || [ -L "$path" ]; then
    there=$((there + 1))
    say target "$path"
    if [ "$remove" = 1 ] && [ -d "$path" ]; then
      case $dest in
        "${path%/}"/*) fail "Error, created archive can not be contained in source paths when remove=true" ;;
      esac
    fi
  else
    say missing "$path"
  fi
done
[ $there -gt 0 ] || exit 0
IFS=$old

rm -rf -- "$new" && mkdir -- "$new" || fail "there is no room for the archive"
case $format in gz) tool=gzip ;; bz2) tool=bzip2 ;; xz) tool=xz ;; zstd) tool=zstd ;; zip) tool=zip ;; *) tool=tar ;; esac
needs() { command -v "$1" >/dev/null 2>&1 || fail "the host has no program $1"; }
needs "$tool"
pack() { case $format in gz) gzip -nc ;; bz2) bzip2 -c ;; xz) xz -c ;; zstd) zstd -qc ;; *) cat ;; esac; }
unpack() { case $format in gz) gzip -dc ;; bz2) bzip2 -dc ;; xz) xz -dc ;; zstd) zstd -dqc ;; *) cat ;; esac; }
same() {
  [ -f "$dest" ] && [ "$(unpack <"$dest" 2>/dev/null | sha1sum)" = "$(sha1sum <"$1")" ] && say same 1
}

if [ "$must" = 0 ] && [ "$format" != tar ] && [ "$format" != zip ]; then
  [ -r "$single" ] || fail "$single can't be read"
  pack <"$single" >"$new/archive" || fail "$single can't be compressed"
  say name "$single"
  same "$single"
  exit 0
fi

# Names below the root that no pattern excludes, each ended by a NUL. A zip's patterns are compared
# with whole paths.
choose='
  root=$1 dest=$2 format=$3 count=$4
  shift 4
  i=0 patterns=
  while [ $i -lt "$count" ]; do patterns=$patterns$(printf "\001")$1; shift; i=$((i + 1)); done
  set -f
  IFS=$(printf "\001")
  for name; do
    name=${name#./}
    [ "$root$name" != "$dest" ] || continue
    whole=$name
    [ "$format" != zip ] || whole=$root$name
    for pattern in $patterns; do
      [ -n "$pattern" ] || continue
      case $whole in $pattern) continue 2 ;; esac
    done
    printf "%s\000" "$name"
  done'
here=${root:-.}
IFS=$mark
for path in $targets; do
  IFS=$old
  [ -n "$path" ] || continue
  name=./${path#"$root"}
  if [ -d "$path" ]; then
    (cd -- "$here" && find "${name%/}/" -mindepth 1 -exec sh -c "$choose" sh "$root" "$dest" "$format" "$patterns" "$@" {} +)
  elif [ -e "$path" ] || [ -L "$path" ]; then
    sh -c "$choose" sh "$root" "$dest" "$format" "$patterns" "$@" "$name"
  fi
done >"$new/names" 2>"$new/trouble"
IFS=$old
[ ! -s "$new/trouble" ] || fail "$(cat "$new/trouble")"
sort -zu "$new/names" >"$new/sorted" || fail "the names can't be sorted"
xargs -0 sh -c 'root=$1; shift; for name; do printf "name\000%s\000" "$root$name"; done' sh "$root" <"$new/sorted"
if [ "$format" = zip ]; then
  if [ -s "$new/sorted" ]; then
    (cd -- "$here" && xargs -0 zip -Xq "$new/archive.zip" -- <"$new/sorted") >"$new/trouble" 2>&1 \
      || fail "zip: $(cat "$new/trouble")"
    [ ! -s "$new/trouble" ] || fail "zip: $(cat "$new/trouble")"
    mv -- "$new/archive.zip" "$new/archive"
  else
    { printf 'PK\005\006'; head -c 18 /dev/zero; } >"$new/archive"
  fi
  if [ -f "$dest" ] && cmp -s -- "$dest" "$new/archive"; then say same 1; fi
  exit 0
fi
case $(tar --version 2>/dev/null) in
  *GNU*) tar -c -f "$new/plain" -C "$here" --null --no-recursion -T "$new/sorted" 2>"$new/trouble" ;;
  *)
    # BusyBox takes no list of names; as words they may be too many for one call.
    xargs -0 sh -c 'new=$1 here=$2; shift 2; echo >>"$new/calls"
      exec tar -c -f "$new/plain" -C "$here" --no-recursion -- "$@"' sh "$new" "$here" <"$new/sorted" 2>"$new/trouble" \
      && { [ "$(wc -l <"$new/calls")" -le 1 ] || fail "these are too many names for the host's tar"; }
    ;;
esac || fail "tar: $(cat "$new/trouble")"
pack <"$new/plain" >"$new/archive" || fail "the archive can't be compressed"
same "$new/plain"
rm -f -- "$new/plain"
exit 0
