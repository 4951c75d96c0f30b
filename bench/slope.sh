#!/usr/bin/env bash
# What falco takes per event, its start apart: bench/slope.sh CAPTURE [TIMES] [falco options]
# The capture is repeated TIMES (20) and 5 x TIMES into long files under $TMPDIR. The slope between the two runs is the cost of an event,
# what is left of the shorter run is the start. The same for Debian's sysdig where it is installed. RUNS=5 takes the best of five runs.
set -euo pipefail
if [ $# -eq 0 ]; then
  sed -n 2,4p "$0" >&2
  exit 2
fi

capture=$(realpath "$1") times=20
shift
if [[ ${1:-} =~ ^[0-9]+$ ]]; then
  times=$1
  shift
fi

cd "$(dirname "$0")/.."
. bench/measure.sh
build_bench
long=$(mktemp --directory)
trap 'rm -rf "$measured" "$complaints" "$long"' EXIT
bench repeat "$capture" "$times" "$long/1.scap" >&2
bench repeat "$capture" "$((5 * times))" "$long/5.scap" >&2
events=$(bench count "$long/1.scap")

slope() {
  awk -v name="$1" -v events="$events" '{
    slope = ($4 - $1) / (4 * events)
    printf "%-8s %8.3f CPU s per million events %8.2f CPU s to start %8.1f MiB peak, %.1f after five times as many events\n",
      name, slope * 1e6, $1 - slope * events, $3 / 1024, $6 / 1024 }' <<<"$2"
}

ours="$(cost "$falco" -e "$long/1.scap" "$@") $(cost "$falco" -e "$long/5.scap" "$@")"
slope falco "$ours"
if has_sysdig; then
  theirs="$(cost sysdig -r "$long/1.scap" proc.name=nosuch) $(cost sysdig -r "$long/5.scap" proc.name=nosuch)"
  slope sysdig "$theirs"
  awk '{ printf "falco takes %.2f times the CPU of sysdig per event\n", ($4 - $1) / ($10 - $7) }' <<<"$ours $theirs"
fi
