# Sourced by the scripts here: measures programs that replay a capture.

. "$(dirname "${BASH_SOURCE[0]}")/../.ci/setup.sh"
needs time

bench() { dotnet bench/Falco.Bench/bin/Release/net10.0/Falco.Bench.dll "$@"; }

build_bench() { dotnet build bench/Falco.Bench --configuration Release -nologo --verbosity quiet -clp:ErrorsOnly >&2; }

# cost COMMAND... : 'CPU seconds, elapsed seconds, peak KiB' of the run with the least CPU time of $RUNS (3); output is thrown away.
cost() {
  local run
  for run in $(seq "${RUNS:-3}"); do
    command time --quiet --format '%U %S %e %M' --output "$measured" "$@" >/dev/null 2>"$complaints" || {
      echo "$* failed:" >&2
      tail -n 5 "$complaints" >&2
      exit 1
    }
    awk '{ printf "%.2f %s %s\n", $1 + $2, $3, $4 }' "$measured"
  done | sort -n | head -n 1
}

has_sysdig() { command -v sysdig >/dev/null; }

# Where there is no build yet, and to try a stand-in: FALCO_PROGRAM.
falco=${FALCO_PROGRAM:-artifacts/falco/falco}
if [ ! -x "$falco" ]; then
  echo "There is no $falco: run ./build.sh first." >&2
  exit 1
fi

measured=$(mktemp) complaints=$(mktemp)
trap 'rm -f "$measured" "$complaints"' EXIT
