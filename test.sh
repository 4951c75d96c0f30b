#!/usr/bin/env bash
# Builds everything and runs all tests. The last line is 'N passed, N failed, N skipped'.
set -euo pipefail
cd "$(dirname "$0")"
. ./.ci/setup.sh
# Real containers and a database server for the tests, where they may be run; without them those tests are skipped. The tests start servers
# of their own. Where there is systemd docker's package would start a daemon for good: there it is left to whoever wants its tests.
if [ "$(id -u)" = 0 ]; then
  needs runc busybox-static containerd postgresql
  [ -d /run/systemd/system ] || needs docker.io docker-compose iproute2
fi

./build.sh
dotnet build Falco.sln -nologo --verbosity quiet

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0
dotnet test Falco.sln --no-build -maxcpucount:1 -nologo --verbosity quiet --logger 'console;verbosity=minimal' --logger trx --results-directory "$results" "$@" || status=$?

# Every test project leaves a .trx file: the counts, and why tests were skipped.
count() { { grep -ho "<UnitTestResult [^>]*outcome=\"$1\"" "$results"/*.trx 2>/dev/null || true; } | wc -l; }
passed=$(count Passed) failed=$(count Failed) skipped=$(count NotExecuted)

if [ "$skipped" -gt 0 ]; then
  echo "Skipped:"
  awk '
    /<UnitTestResult / { skip = /outcome="NotExecuted"/; match($0, /testName="[^"]*"/); name = substr($0, RSTART + 10, RLENGTH - 11) }
    skip && /<Message>|<StdOut>/ { sub(/.*<(Message|StdOut)>/, ""); sub(/<\/(Message|StdOut)>.*/, ""); print "  " name ": " $0; skip = 0 }
  ' "$results"/*.trx | sed 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g' | sort -u
fi

if [ "$passed" = 0 ] && [ "$status" = 0 ]; then
  echo "No test ran." >&2
  status=1
fi
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
