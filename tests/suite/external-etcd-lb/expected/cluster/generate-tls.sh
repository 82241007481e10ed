#!/bin/sh
# Makes the cluster's certificates with openssl, in the steps of the guide's openssl page. Run it
# on the administrator's own machine:
#
#   sh generate-tls.sh DIR
#
# DIR gets ca.pem, ca-key.pem, admin.pem and admin-key.pem, and nodes/NAME/ for each machine. What
# exists is kept: after a machine was added, only what it needs is made. Keys are made with mode
# 0600; keep ca-key.pem offline.
set -eu
umask 077

if [ $# -ne 1 ] || [ "${1#-}" != "$1" ]; then
  sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
mkdir -p "$1"
out=$(CDPATH='' cd -- "$1" && pwd)
ca_days=10000
leaf_days=365

command -v openssl >/dev/null || { echo "generate-tls.sh: openssl is not installed" >&2; exit 1; }

# OpenSSL 3 writes PKCS#8 by default; the guide's releases were made with the older form.
traditional=
if openssl genrsa -help 2>&1 | grep -q -e -traditional; then
  traditional=-traditional
fi

# key FILE: written beside and moved, so that an interruption leaves no half key.
key() {
  [ -s "$1" ] && return 0
  # shellcheck disable=SC2086 # an empty option must vanish
  openssl genrsa $traditional -out "$1.new" 2048 2>/dev/null
  mv "$1.new" "$1"
}

# certificate KEY OUT SUBJECT [CNF]: signed by the CA; SANs come from CNF.
certificate() {
  [ -s "$2" ] && return 0
  if [ $# -eq 4 ]; then
    openssl req -new -key "$1" -out "$2.csr" -subj "$3" -config "$4"
    openssl x509 -req -in "$2.csr" -CA "$out/ca.pem" -CAkey "$out/ca-key.pem" -CAcreateserial \
      -out "$2.new" -days "$leaf_days" -extensions v3_req -extfile "$4" 2>/dev/null
  else
    openssl req -new -key "$1" -out "$2.csr" -subj "$3"
    openssl x509 -req -in "$2.csr" -CA "$out/ca.pem" -CAkey "$out/ca-key.pem" -CAcreateserial \
      -out "$2.new" -days "$leaf_days" 2>/dev/null
  fi
  rm -f "$2.csr"
  chmod 0644 "$2.new"
  mv "$2.new" "$2"
  echo "made ${2#"$out"/}"
}

key "$out/ca-key.pem"
if [ ! -s "$out/ca.pem" ]; then
  openssl req -x509 -new -nodes -key "$out/ca-key.pem" -days "$ca_days" -out "$out/ca.pem.new" -subj "/CN=kube-ca"
  chmod 0644 "$out/ca.pem.new"
  mv "$out/ca.pem.new" "$out/ca.pem"
  echo "made ca.pem"
fi

key "$out/admin-key.pem"
certificate "$out/admin-key.pem" "$out/admin.pem" "/CN=kube-admin"

# Every control plane has the same pair: it also signs service-account tokens, which each API
# server must be able to check.
key "$out/apiserver-key.pem"
if [ -s "$out/apiserver.pem" ] && ! cmp -s "$here/openssl.cnf" "$out/apiserver.cnf"; then
  echo "the API's names or addresses changed: apiserver.pem is made anew"
  rm "$out/apiserver.pem"
fi
certificate "$out/apiserver-key.pem" "$out/apiserver.pem" "/CN=kube-apiserver" "$here/openssl.cnf"
cp "$here/openssl.cnf" "$out/apiserver.cnf"

while read -r role name ip; do
  node=$out/nodes/$name
  case $role in
    control-plane)
      mkdir -p "$node"
      cp "$out/apiserver.pem" "$out/apiserver-key.pem" "$node/"
      ;;
    worker)
      mkdir -p "$node"
      key "$node/$name-worker-key.pem"
      if [ -s "$node/$name-worker.pem" ] && [ "$(cat "$node/address")" != "$ip" ]; then
        echo "the address of $name changed: its certificate is made anew"
        rm "$node/$name-worker.pem"
      fi
      WORKER_IP=$ip
      export WORKER_IP
      certificate "$node/$name-worker-key.pem" "$node/$name-worker.pem" "/CN=$name" "$here/worker-openssl.cnf"
      echo "$ip" >"$node/address"
      ;;
  esac
  cp "$out/ca.pem" "$node/"
done <"$here/tls.list"
