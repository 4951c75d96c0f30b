#!/usr/bin/env bash
# What it costs to cross from node to node: bench/cluster.sh CAPTURE [TIMES] [falco options]   (as root, as every node gets a network of its own)
# Alone on one node; in a cluster whose sensor is a detector as well, where trees stay at home; with a detector elsewhere, to which every event
# crosses; and with two of them. The capture is repeated TIMES (25) and 5 x TIMES; what is shown is the slope between the two, which the start of
# programs is not in: CPU of sensor and detectors, bytes that came to the detectors by the network, and the clock. Of RUNS (3) the least counts.
set -euo pipefail
if [ $# -eq 0 ]; then
  sed -n 2,5p "$0" >&2
  exit 2
fi

capture=$(realpath "$1") times=25
shift
if [[ ${1:-} =~ ^[0-9]+$ ]]; then
  times=$1
  shift
fi

cd "$(dirname "$0")/.."
. bench/measure.sh
needs iproute2 bc
build_bench
lighthouse=${LIGHTHOUSE_PROGRAM:-artifacts/lighthouse/lighthouse}
run=$(mktemp --directory)
net=fb$$
nodes=()

clean() {
  for pid in "$run"/*.pid; do [ -e "$pid" ] && kill -9 "$(cat "$pid")" 2>/dev/null; done
  for node in "${nodes[@]}"; do ip netns delete "$net-$node" 2>/dev/null; done
  ip netns delete "$net-hub" 2>/dev/null
  rm -rf "$measured" "$complaints" "$run"
}
trap 'clean || true' EXIT

within() { nsenter --net="/run/netns/$net-$1" "${@:2}"; }

ip netns add "$net-hub"
within hub ip link add hub type bridge
within hub ip link set hub up
for node in lighthouse sensor d1 d2 alerts; do
  nodes+=("$node")
  ip netns add "$net-$node"
  within "$node" ip link set lo up
  within "$node" ip link add eth0 type veth peer name "p${#nodes[@]}" netns "$net-hub"
  within "$node" ip address add "10.78.0.${#nodes[@]}/24" dev eth0
  within "$node" ip link set eth0 up
  within hub ip link set "p${#nodes[@]}" master hub up
done

address() { within "$1" ip -4 -o address show eth0 | awk '{ sub("/.*", "", $4); print $4 }'; }
received() { within "$1" ip -s -o link show eth0 | sed 's/.*RX:[^0-9]*\([0-9]*\).*/\1/'; }
used() { awk -v hz="$(getconf CLK_TCK)" '{ print ($14 + $15) / hz }' "/proc/$(cat "$run/$1.pid")/stat"; }

# node NAME ROLES PROGRAM ARGUMENTS... : starts a node, and waits until it is in.
node() {
  printf 'falco { node = %s, cluster.roles = [%s], alerts.store { kind = sqlite, path = "%s/%s.db" } }\nakka.loglevel = INFO\n' \
    "$1" "$2" "$run" "$1" >"$run/$1.conf"
  FALCO_HOCON=$run/$1.conf CLUSTER_IP=$(address "$1") CLUSTER_PORT=4053 CLUSTER_SEEDS=$(address lighthouse):4053 \
    nsenter --net="/run/netns/$net-$1" "${@:3}" >"$run/$1.log" 2>&1 &
  echo $! >"$run/$1.pid"
  for _ in $(seq 600); do
    if grep -qs -e 'Welcome from' -e 'Leader is moving node' "$run/$1.log"; then return; fi
    sleep 0.1
  done
  echo "$1 does not join:" >&2
  tail -n 5 "$run/$1.log" >&2
  exit 1
}

stop() {
  for name in "$@"; do kill "$(cat "$run/$name.pid")"; wait "$(cat "$run/$name.pid")" 2>/dev/null || true; rm "$run/$name.pid"; done
}

# replay NAME ROLES CAPTURE DETECTOR... : 'CPU seconds of the sensor, of the detectors, elapsed seconds, bytes that came to the detectors'.
replay() {
  local name=$1 roles=$2 file=$3 detector before=0 after=0 bytes=0 cpu
  for detector in "${@:4}"; do
    before=$(echo "$before + $(used "$detector")" | bc -l)
    bytes=$((bytes - $(received "$detector")))
  done
  printf 'falco { node = %s, cluster.roles = [%s] }\n' "$name" "$roles" >"$run/sensor.conf"
  FALCO_HOCON=$run/sensor.conf CLUSTER_IP=$(address sensor) CLUSTER_SEEDS=$(address lighthouse):4053 \
    nsenter --net="/run/netns/$net-sensor" time --quiet --format '%U %S %e' --output "$measured" "$falco" -o webserver.enabled=false -e "$file" \
    "${options[@]}" >/dev/null 2>"$complaints" || { tail -n 5 "$complaints" >&2; exit 1; }
  cpu=$(awk '{ print $1 + $2 }' "$measured")
  for detector in "${@:4}"; do
    after=$(echo "$after + $(used "$detector")" | bc -l)
    bytes=$((bytes + $(received "$detector")))
  done
  echo "$cpu $(echo "$after - $before" | bc -l) $(awk '{ print $3 }' "$measured") $bytes"
}

# slope WHAT NAME ROLES DETECTOR... : shows and keeps what the events take that the longer capture has more.
slope() {
  say "$1" "$(least "$2-short" "$3" "$run/1.scap" "${@:4}")" "$(least "$2-long" "$3" "$run/5.scap" "${@:4}")"
}

# least NAME ROLES CAPTURE DETECTOR... : the least of each of what some replays took: nodes join and leave now sooner, now later, and what the
# first one makes the detectors compile is no event's cost.
least() {
  local run_number
  for run_number in $(seq "${RUNS:-3}"); do
    replay "$1-$run_number" "${@:2}"
  done | awk '{ for (i = 1; i <= NF; i++) if (NR == 1 || $i < least[i]) least[i] = $i } END { print least[1], least[2], least[3], least[4] }'
}

say() {
  awk -v what="$1" -v events="$((4 * events))" -v slopes="$run/slopes" '{
    if ($7 <= $3) { print what ": the longer replay was the faster one; give more TIMES or RUNS"; exit 1 }
    printf "%-34s %6.2f us of CPU at the sensor %6.2f at detectors %9.0f events/s %7.1f bytes over the network per event\n",
      what, ($5 - $1) / events * 1e6, ($6 - $2) / events * 1e6, events / ($7 - $3), ($8 - $4) / events
    print ($5 - $1 + $6 - $2) / events * 1e6, ($8 - $4) / events, events / ($7 - $3) >>slopes }' <<<"$2 $3"
}

options=("$@")
bench repeat "$capture" "$times" "$run/1.scap" >&2
bench repeat "$capture" "$((5 * times))" "$run/5.scap" >&2
events=$(bench count "$run/1.scap")
alone() { awk '{ print $1, 0, $2, 0 }' <<<"$(cost "$falco" -o webserver.enabled=false -e "$1" "${options[@]}")"; }
echo "$((4 * events)) events, $(nproc) processors for all nodes together"
say "one node without a cluster" "$(alone "$run/1.scap")" "$(alone "$run/5.scap")"
node lighthouse lighthouse "$lighthouse"
node alerts alerts "$falco" -o webserver.enabled=false "${options[@]}"
slope "the sensor is a detector" s1 'sensor, detector'
node d1 detector "$falco" -o webserver.enabled=false "${options[@]}"
slope "a detector elsewhere" s2 sensor d1
slope "the sensor a detector, another too" s3 'sensor, detector' d1
node d2 detector "$falco" -o webserver.enabled=false "${options[@]}"
slope "two detectors elsewhere" s4 sensor d1 d2
awk '
  { cpu[NR] = $1; bytes[NR] = $2; rate[NR] = $3 }
  END {
    printf "crossing takes %.2f us of CPU more per event than staying; under the default allocation %.1f of 100 bytes cross; ",
      cpu[3] - cpu[2], bytes[4] / bytes[3] * 100
    printf "two detectors do %.2f times as many events a second as one\n", rate[5] / rate[3]
  }' "$run/slopes"
stop d1 d2 alerts lighthouse
