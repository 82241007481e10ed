#!/bin/bash
# Runs Kubernetes' guestbook example: the cluster's first workload. Run it on the master. Safe to run
# again.
#
#   ./guestbook-example.sh            creates it, and lists the pods
#   ./guestbook-example.sh --remove   removes it
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC1091 # rendered beside this script
. "$here/guestbook-example.env"
kubectl=("${KUBECTL:-/opt/bin/kubectl}" ${KUBECORE_API:+-s "$KUBECORE_API"})
examples=https://raw.githubusercontent.com/kubernetes/kubernetes/$KUBECORE_RELEASE/examples/guestbook

fail() {
  echo "guestbook-example.sh: $*" >&2
  exit 1
}

# The example's files, downloaded first: a half made example is of no use.
download() {
  local file
  for file in $KUBECORE_MANIFESTS; do
    curl --fail --silent --show-error --location --retry 5 --output "$1/$file" "$examples/$file" ||
      fail "cannot download $examples/$file"
  done
}

create() {
  local file said
  for file in $KUBECORE_MANIFESTS; do
    if said=$("${kubectl[@]}" create -f "$1/$file" 2>&1); then
      echo "$said"
    elif [[ $said == *"already exists"* ]]; then
      echo "$file is there already"
    else
      fail "$file: $said"
    fi
  done
  "${kubectl[@]}" get pods
  echo "Once every pod is Running, the guestbook is the service frontend: ${kubectl[*]} get services"
}

remove() {
  local file
  for file in $KUBECORE_MANIFESTS; do
    "${kubectl[@]}" delete -f "$1/$file" || true
  done
}

case ${1:-} in
  "") step=create ;;
  --remove) step=remove ;;
  -h | --help) sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
  *) fail "unknown option $1; see --help" ;;
esac
command -v "${kubectl[0]}" >/dev/null || fail "${kubectl[0]} is not there: run this on the master, or set KUBECTL"
"${kubectl[@]}" version >/dev/null || fail "the API does not answer"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
download "$work"
"$step" "$work"
