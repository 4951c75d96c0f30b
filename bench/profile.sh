#!/usr/bin/env bash
# Notes what falco does most, for the compiler: bench/profile.sh CAPTURE... [-- falco options]
# Replays the captures, each repeated to some two million events, while the runtime counts which branches are taken and which types come
# by, and writes Falco.Sensor/falco.mibc, by which build.sh compiles. To be done again when the hot path has changed.
set -euo pipefail
captures=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  captures+=("$(realpath "$1")")
  shift
done
if [ ${#captures[@]} -eq 0 ]; then
  sed -n 2,4p "$0" >&2
  exit 2
fi

cd "$(dirname "$0")/.."
. bench/measure.sh
build_bench
work=$(mktemp --directory)
trap 'rm -rf "$measured" "$complaints" "$work"' EXIT
for capture in "${captures[@]}"; do
  bench repeat "$capture" "$((2000000 / $(bench count "$capture") + 1))" "$work/part.scap"
  cat "$work/part.scap" >>"$work/all.scap"
done

# Methods are counted once they have been called 65,535 times, which is what the runtime can count to: only those that much goes through. To
# know more of the others would make them larger, and take longer to compile than it saves.
DOTNET_TieredPGO=1 DOTNET_TC_CallCountThreshold=FFFF DOTNET_WritePGOData=1 DOTNET_PGODataPath="$work/counted.txt" \
  "$falco" -e "$work/all.scap" "${@:2}" >/dev/null
bench profile "$work/counted.txt" "$(dirname "$falco")" Falco.Sensor/falco.mibc
