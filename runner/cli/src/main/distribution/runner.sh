#!/bin/sh
# The command of a distribution: runs by the Java that came with it. RUNNER_JAVA_OPTS adds options for the JVM.
set -eu
self=$(readlink -f "$0" 2>/dev/null || echo "$0")
home=${self%/bin/*}
classpath=
while IFS= read -r jar; do classpath=$classpath:$home/$jar; done <"$home/lib/classpath"
cache=-XX:AOTCache=$home/lib/runner.aot
training=
main=dev.runner.cli.Main
# When the distribution is made, this run makes the cache.
if [ "${RUNNER_TRAINING:-}" = 1 ]; then
  # Profiles of it (JEP 515) are left out: replaying them compiles more than a start needs.
  training="-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining"
  cache=-XX:AOTCacheOutput=$home/lib/runner.aot
  main=dev.runner.cli.Rehearsal
fi
# Java reads the names of files and the words of the command in the locale's encoding: ASCII, without any locale.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
  C | POSIX) if [ -n "${LC_ALL:-}" ]; then LC_ALL=C.UTF-8; export LC_ALL; else LC_CTYPE=C.UTF-8; export LC_CTYPE; fi ;;
esac
# The JVM's own complaints go to standard error, never into an output that scripts read.
# shellcheck disable=SC2086  # the options are words
exec "$home/runtime/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xlog:disable -Xlog:all=error:stderr \
  --enable-native-access=ALL-UNNAMED -Djdk.reflect.useNativeAccessorOnly=true $training "$cache" ${RUNNER_JAVA_OPTS:-} \
  -Drunner.home="$home" -cp "${classpath#:}" "$main" "$@"
