#!/usr/bin/env bash
# Watches this machine with the default rules, or replays the recorded sample where that is not possible, and prints the alerts.
# Arguments go to falco: ./run.sh -e FILE -r RULES
set -euo pipefail
cd "$(dirname "$0")"

# What was built last is good as long as no source is newer.
program=artifacts/falco/falco
if [ ! -x "$program" ] || [ -n "$(find Falco.* config rules hocon Directory.*.props \( -name bin -o -name obj \) -prune -o -type f -newer "$program" -print -quit)" ]; then
  echo "Building ..." >&2
  ./build.sh >&2
  touch "$program"
fi

# Why this machine cannot be watched; nothing where it can.
obstacle() {
  if [ "$(id -u)" != 0 ]; then
    echo "watching the kernel takes root (sudo ./run.sh)"
  elif [ ! -r /sys/kernel/btf/vmlinux ]; then
    echo "the kernel has no BTF (/sys/kernel/btf/vmlinux)"
  fi
}

if [ $# -eq 0 ]; then
  why=$(obstacle)
  if [ -z "$why" ]; then
    exec "$program"
  fi
  echo "This machine is not watched: $why. Replaying samples/seed.scap instead." >&2
  set -- -e samples/seed.scap
fi
exec "$program" "$@"
