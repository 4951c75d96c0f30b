#!/bin/sh
# The image's entry point: falco with these arguments or, where the first is "lighthouse", a Lighthouse.
set -eu

# On a network of a container engine the other containers find this one by its host name.
export CLUSTER_IP="${CLUSTER_IP:-$(hostname)}"

if [ "${1-}" = lighthouse ]; then
  shift
  exec /usr/lib/lighthouse/lighthouse "$@"
fi
exec /usr/lib/falco/falco "$@"
