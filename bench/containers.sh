#!/usr/bin/env bash
# What many containers take on one node: bench/containers.sh [COUNT] [falco options]
# Machines with COUNT (1000) and a tenth as many containers, of one and of ten processes each, which do one thing and end: the slopes between
# them are the memory of an idle tree and of a process, the time is that of starting all trees and letting them go.
set -euo pipefail
count=1000
if [[ ${1:-} =~ ^[0-9]+$ ]]; then
  count=$1
  shift
fi

cd "$(dirname "$0")/.."
. bench/measure.sh
build_bench
made=$(mktemp --directory)
trap 'rm -rf "$measured" "$complaints" "$made"' EXIT
for containers in $((count / 10)) "$count"; do
  for processes in 1 10; do
    bench containers "$containers" "$processes" "$made/$containers-$processes.scap" >&2
    read -r cpu elapsed peak <<<"$(cost "$falco" -e "$made/$containers-$processes.scap" "$@")"
    echo "$containers $processes $cpu $elapsed $peak"
  done
done | tee "$made/table" | awk '{ printf "%6d containers of %2d processes: %6.2f CPU s, %6.2f s, %7.1f MiB peak\n", $1, $2, $3, $4, $5 / 1024 }'
awk '
  { peak[$1, $2] = $5; cpu[$1, $2] = $3; if (!few) few = $1; many = $1 }
  END {
    process = (peak[many, 10] - peak[few, 10] - peak[many, 1] + peak[few, 1]) / 9 / (many - few)
    tree = (peak[many, 1] - peak[few, 1]) / (many - few) - process
    printf "an idle tree takes %.1f KiB, a process %.1f KiB; a tree of one process costs %.2f ms of CPU from its start to its end\n",
      tree, process, (cpu[many, 1] - cpu[few, 1]) / (many - few) * 1000
  }' "$made/table"
