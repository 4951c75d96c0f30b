#!/bin/sh
# Makes a base image ready for the programs: the libraries that they load, as far as they are not there, and their folders.
set -eu

has() {
  for file in /lib/*/"$1" /usr/lib/*/"$1" /lib64/"$1" /usr/lib64/"$1"; do
    if [ -e "$file" ]; then
      return 0
    fi
  done
  return 1
}

# The .NET runtime comes with the programs. Beside C's library they need that of C++, for TLS OpenSSL, and libbpf to watch a machine.
missing=
has libstdc++.so.6 || missing="$missing libstdc++6"
has libssl.so.3 || missing="$missing libssl3 ca-certificates"
has libbpf.so.1 || missing="$missing libbpf1"
if [ -n "$missing" ]; then
  apt-get update
  apt-get install -y --no-install-recommends $missing
  rm -rf /var/lib/apt/lists/*
fi

ln -s /usr/lib/falco/falco /usr/bin/falco
# SQLite and the .NET runtime have temporary files.
mkdir -p -m 1777 /tmp
mkdir -p /etc/falco/config.d /etc/falco/rules.d
# The alerts' store, and what waits for Seq. A new volume that is mounted here takes the owner over.
mkdir -p /var/lib/falco
chown 65534:65534 /var/lib/falco
