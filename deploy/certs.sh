#!/usr/bin/env bash
# Makes an authority and certificates to try TLS between nodes with: certs.sh FOLDER NAME...
# For each NAME there is FOLDER/NAME.p12, and FOLDER/authority.pem for all of them. The authority's key stays in FOLDER: with it anybody can make
# a node that gets in. An authority that is there already is used again.
set -euo pipefail
if [ $# -lt 2 ]; then
  echo "Usage: $0 FOLDER NAME..." >&2
  exit 2
fi
command -v openssl >/dev/null || { echo "openssl is missing. Install it with: sudo apt-get install openssl" >&2; exit 1; }

folder=$1
shift
umask 077
mkdir -p "$folder"
cd "$folder"

if [ ! -e authority.key ]; then
  openssl req -x509 -newkey rsa:3072 -nodes -keyout authority.key -out authority.pem -days 3650 -subj "/CN=falco test authority" \
    -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign,cRLSign" 2>/dev/null
fi

for name in "$@"; do
  openssl req -newkey rsa:3072 -nodes -keyout "$name.key" -out "$name.csr" -subj "/CN=$name" 2>/dev/null
  openssl x509 -req -in "$name.csr" -CA authority.pem -CAkey authority.key -CAcreateserial -days 825 -out "$name.pem" \
    -extfile <(printf 'basicConstraints=CA:FALSE\nkeyUsage=digitalSignature,keyEncipherment\nextendedKeyUsage=serverAuth,clientAuth\nsubjectAltName=DNS:%s\n' "$name") 2>/dev/null
  openssl pkcs12 -export -inkey "$name.key" -in "$name.pem" -out "$name.p12" -passout "pass:${CERTS_PASSWORD:-}"
  rm "$name.key" "$name.csr" "$name.pem"
  echo "$folder/$name.p12"
done
