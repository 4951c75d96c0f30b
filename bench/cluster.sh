#!/usr/bin/env bash
# What it costs to cross from node to node: bench/cluster.sh CAPTURE [falco options]     (as root, as every node gets a network of its own)
# The capture alone on one node; in a cluster whose sensor is a detector as well, where trees stay at home; with a detector elsewhere, to which
# every event crosses; and with two of them. CPU of sensor and detectors, bytes that came to the detectors by the network, and the clock.
set -euo pipefail
if [ $# -eq 0 ]; then
  sed -n 2,4p "$0" >&2
  exit 2
fi

capture=$(realpath "$1")
shift
cd "$(dirname "$0")/.."
. bench/measure.sh
needs iproute2
build_bench
lighthouse=${LIGHTHOUSE_PROGRAM:-artifacts/lighthouse/lighthouse}
events=$(bench count "$capture")
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
    if grep -q -e 'Welcome from' -e 'Leader is moving node' "$run/$1.log"; then return; fi
    sleep 0.1
  done
  echo "$1 does not join:" >&2
  tail -n 5 "$run/$1.log" >&2
  exit 1
}

stop() {
  for name in "$@"; do kill "$(cat "$run/$name.pid")"; wait "$(cat "$run/$name.pid")" 2>/dev/null || true; rm "$run/$name.pid"; done
}

# replay NAME ROLES DETECTOR... : 'CPU seconds, elapsed seconds, bytes' of a sensor's replay and of the detectors.
replay() {
  local name=$1 roles=$2 detector before=0 after=0 bytes=0 cpu
  for detector in "${@:3}"; do
    before=$(echo "$before + $(used "$detector")" | bc -l)
    bytes=$((bytes - $(received "$detector")))
  done
  printf 'falco { node = %s, cluster.roles = [%s] }\n' "$name" "$roles" >"$run/sensor.conf"
  FALCO_HOCON=$run/sensor.conf CLUSTER_IP=$(address sensor) CLUSTER_SEEDS=$(address lighthouse):4053 \
    nsenter --net="/run/netns/$net-sensor" time --quiet --format '%U %S %e' --output "$measured" "$falco" -o webserver.enabled=false -e "$capture" \
    "${options[@]}" >/dev/null 2>"$complaints" || { tail -n 5 "$complaints" >&2; exit 1; }
  cpu=$(awk '{ print $1 + $2 }' "$measured")
  for detector in "${@:3}"; do
    after=$(echo "$after + $(used "$detector")" | bc -l)
    bytes=$((bytes + $(received "$detector")))
  done
  echo "$cpu $(echo "$after - $before" | bc -l) $(awk '{ print $3 }' "$measured") $bytes"
}

say() {
  awk -v what="$1" -v events="$events" '{
    printf "%-34s %7.2f CPU s sensor %7.2f CPU s detectors %7.2f s %9.1f bytes per event over the network\n", what, $1, $2, $3, $4 / events }' <<<"$2"
}

needs bc
options=("$@")
RUNS=${RUNS:-1}
alone=$(cost "$falco" -o webserver.enabled=false -e "$capture" "$@")
echo "$events events"
say "one node without a cluster" "$(awk '{ print $1, 0, $2, 0 }' <<<"$alone")"
node lighthouse lighthouse "$lighthouse"
node alerts alerts "$falco" -o webserver.enabled=false "$@"
say "the sensor is a detector" "$(replay s1 'sensor, detector')"
node d1 detector "$falco" -o webserver.enabled=false "$@"
replay warm sensor d1 >/dev/null
one=$(replay s2 sensor d1)
say "a detector elsewhere" "$one"
both=$(replay s3 'sensor, detector' d1)
say "the sensor a detector, another too" "$both"
node d2 detector "$falco" -o webserver.enabled=false "$@"
replay warm2 sensor d1 d2 >/dev/null
say "two detectors elsewhere" "$(replay s4 sensor d1 d2)"
awk -v events="$events" '{
  printf "crossing takes %.2f us of CPU more per event than staying; under the default allocation %.1f of 100 bytes cross\n",
    ($4 + $5 - $1) / events * 1e6, $11 / ($7 > 0 ? $7 : 1) * 100 }' <<<"$alone $one $both"
stop d1 d2 alerts lighthouse
