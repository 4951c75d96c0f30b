#!/usr/bin/env bash
# What many containers take on one node: bench/containers.sh [COUNT] [falco options]
# Machines with COUNT (1000) and a tenth as many containers, of one and of ten processes each, which do one thing and stay, or end. The slopes
# between them are the memory of an idle tree and of a process, and the CPU time of starting a tree and of letting it go.
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
for fate in stay end; do
  stay=()
  [ "$fate" = end ] || stay=(stay)
  for containers in $((count / 10)) "$count"; do
    for processes in 1 10; do
      capture=$made/$fate-$containers-$processes.scap
      bench containers "$containers" "$processes" "$capture" "${stay[@]}" >&2
      read -r cpu elapsed peak <<<"$(cost "$falco" -e "$capture" "$@")"
      echo "$fate $containers $processes $cpu $elapsed $peak"
    done
  done
done | tee "$made/table" | awk '{ printf "%6d containers of %2d processes that %-4s %6.2f CPU s, %6.2f s, %7.1f MiB peak\n", $2, $3, $1 ":", $4, $5, $6 / 1024 }'
awk '
  { cpu[$1, $2, $3] = $4; elapsed[$1, $2, $3] = $5; peak[$1, $2, $3] = $6; if (!few) few = $2; many = $2 }
  # What one more container takes.
  function slope(of, fate, processes) { return (of[fate, many, processes] - of[fate, few, processes]) / (many - few) }
  END {
    process = (slope(peak, "stay", 10) - slope(peak, "stay", 1)) / 9
    printf "an idle tree takes %.1f KiB, a process %.1f KiB\n", slope(peak, "stay", 1) - process, process
    printf "a tree of one process starts within %.2f ms of CPU and ends within %.2f ms; %d start within %.2f s of the clock, and end within %.2f s\n",
      slope(cpu, "stay", 1) * 1000, (slope(cpu, "end", 1) - slope(cpu, "stay", 1)) * 1000,
      many, slope(elapsed, "stay", 1) * many, (slope(elapsed, "end", 1) - slope(elapsed, "stay", 1)) * many
  }' "$made/table"
