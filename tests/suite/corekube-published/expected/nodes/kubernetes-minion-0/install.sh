#!/bin/bash
# Places this machine's files and starts its units, in their order. Safe to run again:
# units are restarted only if a file changed.
#
#   sudo ./install.sh [--tls DIR]   all of it; DIR holds this machine's TLS assets, if it has any
#                                   and they are not in this bundle
#   sudo ./install.sh --tls-only [--tls DIR]   only the TLS assets, where cloud-config did the rest
#   ./install.sh --root DIR         places the files below DIR and starts nothing
#   --any-address                   do not ask whether this machine has the planned address
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=
tls=
tls_only=no
any_address=no
# There while files are new to the units that read them: a run that was cut off is made good by the
# next. A reboot starts every unit anew, and empties /run.
pending=/run/kubecore-restart-pending

fail() {
  echo "install.sh: $*" >&2
  exit 1
}

say() {
  echo "==> $*"
}

while [ $# -gt 0 ]; do
  case $1 in
    --tls) tls=${2:?"--tls needs a directory"}; shift ;;
    --tls-only) tls_only=yes ;;
    --root) root=${2:?"--root needs a directory"}; shift ;;
    --any-address) any_address=yes ;;
    -h | --help) sed -n '2,10s/^# \{0,1\}//p' "$here/install.sh"; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
  shift
done

# shellcheck disable=SC1091 # rendered beside this script
. "$here/install.env"
ssl=${KUBECORE_TLS_DIRECTORY:-/etc/kubernetes/ssl}

check_bundle() {
  (cd "$here" && sha256sum --quiet --check SHA256SUMS) ||
    fail "this bundle is damaged: copy it again"
}

check_machine() {
  [ -z "$root" ] || return 0
  [ "$(id -u)" = 0 ] || fail "run this as root"
  [ "$any_address" = no ] || return 0
  ip -o addr show | grep -qF " $KUBECORE_ADDRESS/" ||
    fail "this bundle is for $KUBECORE_NODE, and no interface here has its address $KUBECORE_ADDRESS"
}

# place SOURCE TARGET MODE [OWNER]: in one step, and only if something differs.
place() {
  local source=$1 target=$root$2 mode=$3 owner=${4:-root:root}
  if [ -f "$target" ] && [ ! -L "$target" ] && cmp -s "$source" "$target" &&
    [ "$(stat -c %a "$target")" = "$(printf '%o' "0$mode")" ]; then
    return 0
  fi
  mkdir -p "$(dirname "$target")"
  local temporary
  temporary=$(mktemp "$(dirname "$target")/.kubecore.XXXXXX")
  cp "$source" "$temporary"
  chmod "$mode" "$temporary"
  if [ -z "$root" ]; then
    chown "$owner" "$temporary"
    : >"$pending"
  fi
  mv -f "$temporary" "$target"
}

place_rootfs() {
  local mode path owner
  while read -r mode path owner; do
    place "$here/rootfs$path" "$path" "$mode" "$owner"
  done <"$here/files.list"
}

# Links and units that must not run, which no cloud-config has.
place_links() {
  local link
  for link in ${KUBECORE_LINKS:-}; do
    mkdir -p "$(dirname "$root${link%%=*}")"
    ln -sfn "${link#*=}" "$root${link%%=*}"
  done
  for link in ${KUBECORE_MASKED:-}; do
    mkdir -p "$root/etc/systemd/system"
    ln -sfn /dev/null "$root/etc/systemd/system/$link"
  done
}

place_tls() {
  local name link
  for name in $KUBECORE_TLS_FILES; do
    [ -f "$tls/$name" ] || fail "$tls has no $name: it must be the directory that was made for $KUBECORE_NODE"
    case $name in
      *-key.pem | *.key | encryption.yaml) place "$tls/$name" "$ssl/$name" 0600 ;;
      *) place "$tls/$name" "$ssl/$name" 0644 ;;
    esac
  done
  for link in $KUBECORE_TLS_LINKS; do
    ln -sfn "${link#*=}" "$root$ssl/${link%%=*}"
  done
}

require_tls() {
  local name
  for name in $KUBECORE_TLS_FILES; do
    [ -f "$root$ssl/$name" ] ||
      fail "$ssl/$name is missing: bring the bundle with its keys, or give --tls DIR; cluster/README.md says how they are made"
  done
}

# settle FILE KEY VALUE: whether the line KEY=VALUE had to be put there.
settle() {
  ! grep -qsx "$2=$3" "$1" || return 1
  { grep -sv "^$2=" "$1" || true; echo "$2=$3"; } >"$1.new"
  mv "$1.new" "$1"
}

log_in_as_core() {
  local keys=/home/core/.ssh/authorized_keys.d
  if command -v update-ssh-keys >/dev/null; then
    update-ssh-keys -u core -a kubecore "$here/authorized_keys"
  else
    install -d -o core -g core -m 0700 "${keys%/*}" "$keys"
    install -o core -g core -m 0600 "$here/authorized_keys" "$keys/kubecore"
  fi
}

# What user-data would do by itself.
settle_machine() {
  local update=/etc/coreos/update.conf
  hostnamectl set-hostname "$KUBECORE_NODE"
  if [ -s "$here/authorized_keys" ]; then
    log_in_as_core
  fi
  if [ -n "${KUBECORE_UPDATE_GROUP:-}" ] && settle "$update" GROUP "$KUBECORE_UPDATE_GROUP"; then
    systemctl try-restart update-engine.service
  fi
  if [ -n "${KUBECORE_REBOOT_STRATEGY:-}" ] && settle "$update" REBOOT_STRATEGY "$KUBECORE_REBOOT_STRATEGY"; then
    if [ "$KUBECORE_REBOOT_STRATEGY" = off ]; then
      systemctl stop locksmithd.service
    else
      systemctl restart locksmithd.service
    fi
  fi
}

start_units() {
  local unit verb=start
  systemctl daemon-reload
  # Before anything is started: a start that takes long or fails is then tried again at boot.
  for unit in $KUBECORE_ENABLE; do
    systemctl enable "$unit"
  done
  if [ -e "$pending" ]; then
    verb=restart
  fi
  for unit in $KUBECORE_UNITS; do
    say "$verb $unit"
    systemctl "$verb" "$unit"
  done
  rm -f "$pending"
}

if [ -z "$tls" ] && [ -n "$KUBECORE_TLS_FILES" ] && [ -d "$here/rootfs$ssl" ]; then
  tls=$here/rootfs$ssl
fi

check_bundle
check_machine
if [ "$tls_only" = no ]; then
  say "placing the files of $KUBECORE_NODE"
  place_rootfs
  place_links
fi
if [ -n "$tls" ] && [ -n "$KUBECORE_TLS_FILES" ]; then
  say "placing TLS assets"
  place_tls
elif [ "$tls_only" = yes ]; then
  fail "--tls-only needs --tls DIR, as this bundle has no keys"
fi
if [ -n "$root" ]; then
  exit 0
fi
require_tls
if [ "$tls_only" = no ]; then
  settle_machine
fi
start_units
say "done: README.md says what to expect and how to check it"
