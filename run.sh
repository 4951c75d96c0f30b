#!/usr/bin/env bash
# Replays a recorded capture with the default rules and prints the alerts. Arguments go to falco: ./run.sh -e FILE -r RULES
set -euo pipefail
cd "$(dirname "$0")"

# What was built last is good as long as no source is newer.
program=artifacts/falco/falco
if [ ! -x "$program" ] || [ -n "$(find Falco.* config rules hocon Directory.*.props \( -name bin -o -name obj \) -prune -o -type f -newer "$program" -print -quit)" ]; then
  echo "Building ..." >&2
  ./build.sh >&2
  touch "$program"
fi

if [ $# -eq 0 ]; then
  set -- -e samples/seed.scap
fi
exec "$program" "$@"
