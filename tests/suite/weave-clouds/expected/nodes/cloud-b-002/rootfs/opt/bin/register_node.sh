#!/bin/bash
# Announces this machine to the API, with its labels. A machine that is known already stays as it is.
#
#   register_node.sh FILE URL
#
# FILE is the Node as JSON, URL the API's address without a path.
set -euo pipefail

if [ $# -ne 2 ]; then
  sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  [ "${1:-}" = --help ] && exit 0 || exit 2
fi
file=$1 url=$2
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)

"$here/wupiao" "${url#http://}"
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
status=$(curl --silent --show-error --max-time 30 --output "$answer" --write-out '%{http_code}' \
  --header 'Content-Type: application/json' --data-binary "@$file" "$url/api/v1/nodes")
case $status in
  201) echo "registered" ;;
  409) echo "already registered" ;;
  *)
    echo "register_node.sh: the API answered $status:" >&2
    cat "$answer" >&2
    exit 1
    ;;
esac
