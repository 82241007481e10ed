#!/bin/bash
# Does what is done once for the whole cluster. Safe to run again.
#
#   ./once.sh network      before flanneld first starts, from a machine that reaches etcd
#   ./once.sh namespaces   once the API answers, on a control plane
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC1091 # rendered beside this script
. "$here/once.env"

network() {
  local answer
  [ -n "$KUBECORE_FLANNEL_CONFIG" ] || return 0
  until curl --silent --fail --output /dev/null "$KUBECORE_ETCD_URL/version"; do
    echo "waiting for etcd at $KUBECORE_ETCD_URL"
    sleep 5
  done
  answer=$(curl --silent --show-error -X PUT --data-urlencode "value=$KUBECORE_FLANNEL_CONFIG" \
    "$KUBECORE_ETCD_URL/v2/keys/coreos.com/network/config?prevExist=false")
  case $answer in
    *'"action":"create"'*) echo "the pod network is set" ;;
    *'Key already exists'*) echo "the pod network was set before, and is left as it is" ;;
    *) echo "etcd answered: $answer" >&2; exit 1 ;;
  esac
}

namespaces() {
  local name code
  until curl --silent --fail --output /dev/null http://127.0.0.1:8080/version; do
    echo "waiting for the API"
    sleep 5
  done
  for name in $KUBECORE_NAMESPACES; do
    code=$(curl --silent --output /dev/null --write-out '%{http_code}' -H 'Content-Type: application/json' -X POST \
      --data "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"$name\"}}" \
      http://127.0.0.1:8080/api/v1/namespaces)
    case $code in
      201) echo "made the namespace $name" ;;
      409) echo "the namespace $name exists" ;;
      *) echo "the API answered $code" >&2; exit 1 ;;
    esac
  done
}

case ${1-} in
  network) network ;;
  namespaces) namespaces ;;
  *) sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
