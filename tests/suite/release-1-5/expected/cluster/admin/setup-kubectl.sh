#!/bin/sh
# Tells kubectl of this cluster, in the steps of the guide's kubectl page.
#
#   sh setup-kubectl.sh DIR
#
# DIR is what generate-tls.sh filled: it holds ca.pem, admin.pem and admin-key.pem, and kubectl
# goes on reading them there.
set -eu

if [ $# -ne 1 ]; then
  sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
tls=$(CDPATH='' cd -- "$1" && pwd)
# shellcheck disable=SC1091 # rendered beside this script
. "$here/setup-kubectl.env"

command -v kubectl >/dev/null || {
  echo "setup-kubectl.sh: install kubectl first, from $KUBECORE_KUBECTL_URL" >&2
  exit 1
}
for file in ca.pem admin.pem admin-key.pem; do
  [ -s "$tls/$file" ] || { echo "setup-kubectl.sh: $tls has no $file" >&2; exit 1; }
done

kubectl config set-cluster "$KUBECORE_CLUSTER" --server="$KUBECORE_API" --certificate-authority="$tls/ca.pem"
kubectl config set-credentials "$KUBECORE_CLUSTER-admin" \
  --client-key="$tls/admin-key.pem" --client-certificate="$tls/admin.pem"
kubectl config set-context "$KUBECORE_CLUSTER" --cluster="$KUBECORE_CLUSTER" --user="$KUBECORE_CLUSTER-admin"
kubectl config use-context "$KUBECORE_CLUSTER"
