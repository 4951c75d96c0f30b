#!/usr/bin/env bash
# Replays a capture with falco and says what it took: bench/replay.sh CAPTURE [falco options]
# Where Debian's sysdig is installed the same capture goes through it too (it parses everything and matches nothing), and the ratio is
# printed: machines differ, and so do hours on one machine, but the ratio stays. RUNS=5 takes the best of five runs instead of three.
set -euo pipefail
if [ $# -eq 0 ]; then
  sed -n 2,4p "$0" >&2
  exit 2
fi

capture=$(realpath "$1")
shift
cd "$(dirname "$0")/.."
. bench/measure.sh
build_bench
events=$(bench count "$capture")

report() {
  awk -v name="$1" -v events="$events" '{
    printf "%-8s %12d events %12.0f events/s %8.3f CPU s per million events %8.2f CPU s %8.1f MiB peak\n",
      name, events, events / ($2 > 0 ? $2 : 0.01), $1 * 1e6 / events, $1, $3 / 1024 }' <<<"$2"
}

ours=$(cost "$falco" -e "$capture" "$@")
report falco "$ours"
if has_sysdig; then
  theirs=$(cost sysdig -r "$capture" proc.name=nosuch)
  report sysdig "$theirs"
  awk '{ printf "falco takes %.2f times the CPU of sysdig\n", $1 / $4 }' <<<"$ours $theirs"
fi
