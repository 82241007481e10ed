#!/bin/bash
# Places this machine's files and starts its units, in their order; removes what its former bundle
# placed and this one does not. Safe to run again, also after a run that was cut off: units are
# restarted only if a file changed.
#
#   sudo ./install.sh [--tls DIR]   all of it; DIR holds this machine's TLS assets, if it has any
#                                   and they are not in this bundle
#   sudo ./install.sh --tls-only [--tls DIR]   only the TLS assets, where cloud-config did the rest
#   sudo ./install.sh --uninstall   stops its units and removes its files, keys too; data and logins
#                                   stay
#   ./install.sh --root DIR         places the files below DIR and starts nothing
#   --dry-run                       say what would change, and change nothing
#   --any-address                   do not ask whether this machine has the planned address
set -euo pipefail
# Folders are made for their readers, whatever the caller's shell is set to.
umask 022

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=
offline=no
tls=
tls_only=no
dry_run=no
uninstall=no
any_address=no
changed=no
held=no
# There while files are new to the units that read them: a run that was cut off is made good by the
# next. A reboot starts every unit anew, and empties /run.
pending=/run/kubecore-restart-pending
# The same for the services that read when updates reboot.
settling=/run/kubecore-settle-pending
# What bundles did to this machine, in the words that undo it.
installed=/var/lib/kubecore/installed

fail() {
  echo "install.sh: $*" >&2
  exit 1
}

say() {
  echo "==> $*"
}

# would WHAT: in a dry run, says it, and tells the caller to leave it.
would() {
  [ "$dry_run" = yes ] || return 1
  echo "would $*"
}

# really COMMAND…: what a dry run leaves without a word.
really() {
  [ "$dry_run" = yes ] || "$@"
}

while [ $# -gt 0 ]; do
  case $1 in
    --tls) tls=${2:?"--tls needs a directory"}; shift ;;
    --tls-only) tls_only=yes ;;
    --root) root=${2:?"--root needs a directory"} offline=yes; shift ;;
    --dry-run) dry_run=yes ;;
    --uninstall) uninstall=yes ;;
    --any-address) any_address=yes ;;
    -h | --help) sed -n '2,14s/^# \{0,1\}//p' "$here/install.sh"; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
  shift
done

# Before anything of it is read: SHA256SUMS must name every file, and every file be as it says.
check_bundle() {
  local sums path damaged="this bundle is damaged: copy it again"
  (cd "$here" && sha256sum --quiet --strict --check SHA256SUMS) || fail "$damaged"
  sums=$'\n'$(<"$here/SHA256SUMS")$'\n'
  for path in files.list install.env; do
    [[ $sums == *"  $path"$'\n'* ]] || fail "$damaged"
  done
  while read -r _ path _; do
    [[ $sums == *"  rootfs$path"$'\n'* ]] || fail "$damaged"
  done <"$here/files.list"
}

check_machine() {
  local addresses
  [ "$offline" = no ] || return 0
  [ "$(id -u)" = 0 ] || fail "run this as root"
  [ "$any_address" = no ] || return 0
  # All of it, then searched: who stops reading early ends `ip`, and the pipe with it.
  addresses=$(ip -o addr show)
  [[ $addresses == *" $KUBECORE_ADDRESS/"* ]] ||
    fail "this bundle is for $KUBECORE_NODE, and no interface here has its address $KUBECORE_ADDRESS"
}

# Files of two clusters, or of two machines, are not mixed.
check_installed() {
  local there
  [ -e "$root$installed" ] || return 0
  read -r there <"$root$installed" || true
  [ "$there" = "$identity" ] ||
    fail "this bundle is for $identity, and here are the files of $there:" \
      "run install.sh --uninstall of that bundle first; if it is lost, remove $installed"
}

# Whose this bundle is, and what undoes it, the last first: paths to remove, and systemctl's words.
# Units of the operating system go on until the next boot: one may be the machine's network.
everything() {
  local word
  echo "$identity"
  while read -r _ word _; do
    echo "$word"
  done <"$here/files.list"
  for word in ${KUBECORE_LINKS:-}; do
    echo "${word%%=*}"
  done
  for word in ${KUBECORE_MASKED:-}; do
    echo "/etc/systemd/system/$word"
  done
  for word in $KUBECORE_TLS_FILES $KUBECORE_TLS_LINKS; do
    echo "$ssl/${word%%=*}"
  done
  for word in $KUBECORE_ENABLE; do
    echo "disable $word"
  done
  for word in $KUBECORE_UNITS; do
    [ ! -e "$here/rootfs/etc/systemd/system/$word" ] || echo "stop $word"
  done
}

# What former bundles did, and this one does not.
stale() {
  [ ! -e "$root$installed" ] || grep -vxFf <(everything) "$root$installed" || true
}

both() {
  everything
  stale
}

# note COMMAND: keeps what it prints.
note() {
  mkdir -p "$root${installed%/*}"
  "$1" >"$root$installed.new"
  mv -f "$root$installed.new" "$root$installed"
}

# undo COMMAND: what it prints.
undo() {
  local line
  while read -r line; do
    case $line in
      "$identity") ;;
      /*) remove "$line" ;;
      *) [ "$offline" = yes ] || would "$line" || stop "$line" ;;
    esac
  done < <("$1" | tac)
}

# Once its file is gone, systemctl does not know a unit any more.
stop() {
  say "$1"
  systemctl "${1% *}" "${1#* }" </dev/null || true
}

# remove PATH: and the folders that it leaves empty.
remove() {
  local folder=${1%/*}
  if [ -e "$root$1" ] || [ -L "$root$1" ]; then
    changed=yes
    ! would "remove $1" || return 0
    [ "$offline" = yes ] || : >"$root$pending"
  fi
  really rm -f "$root$1" "$root$folder/.${1##*/}.new"
  [ ! -d "$root$folder" ] ||
    (cd "$root/" && really rmdir -p --ignore-fail-on-non-empty "${folder#/}") || true
}

# Before the first file is new: a path unit would start its service with that one, and the services
# that start_units restarts would be cut off at what they have begun.
hold_back() {
  local unit
  [ "$held" = no ] || return 0
  held=yes
  for unit in $KUBECORE_UNITS; do
    [[ $unit != *.path ]] || systemctl stop "$unit" 2>/dev/null || true
  done
}

# place SOURCE TARGET MODE [OWNER]: in one step, and only if something differs.
place() {
  local target=$root$2 owner=${4:-root:root} new
  new=${target%/*}/.${2##*/}.new
  # It is there if a run was cut off.
  really rm -f "$new"
  if [ -f "$target" ] && [ ! -L "$target" ] && cmp -s "$1" "$target" &&
    [ "$(stat -c %a "$target")" = "$(printf '%o' "0$3")" ]; then
    return 0
  fi
  changed=yes
  ! would "place $2" || return 0
  if [ "$offline" = yes ]; then
    install -D -m "$3" "$1" "$new"
  else
    install -D -m "$3" -o "${owner%:*}" -g "${owner#*:}" "$1" "$new"
    : >"$root$pending"
    hold_back
  fi
  mv -f "$new" "$target"
}

place_rootfs() {
  local mode path owner
  while read -r mode path owner; do
    place "$here/rootfs$path" "$path" "$mode" "$owner"
  done <"$here/files.list"
}

# link PATH TARGET
link() {
  if [ "$(readlink "$root$1")" = "$2" ]; then
    return 0
  fi
  ! would "link $1 to $2" || return 0
  mkdir -p "$(dirname "$root$1")"
  ln -sfn "$2" "$root$1"
}

# Links and units that must not run, which no cloud-config has.
place_links() {
  local link
  for link in ${KUBECORE_LINKS:-}; do
    link "${link%%=*}" "${link#*=}"
  done
  for link in ${KUBECORE_MASKED:-}; do
    link "/etc/systemd/system/$link" /dev/null
  done
}

# have_tls DIR OTHERWISE: this machine's keys are there.
have_tls() {
  local name
  for name in $KUBECORE_TLS_FILES; do
    [ -f "$1/$name" ] || fail "$1 has no $name: $2"
  done
}

place_tls() {
  local name link
  for name in $KUBECORE_TLS_FILES; do
    case $name in
      *-key.pem | *.key | encryption.yaml) place "$tls/$name" "$ssl/$name" 0600 ;;
      *) place "$tls/$name" "$ssl/$name" 0644 ;;
    esac
  done
  for link in $KUBECORE_TLS_LINKS; do
    link "$ssl/${link%%=*}" "${link#*=}"
  done
}

# settle FILE KEY VALUE: puts the line KEY=VALUE there, if it is not.
settle() {
  if [ -z "$3" ] || grep -qsx "$2=$3" "$1"; then
    return 0
  fi
  : >"$root$settling"
  { grep -sv "^$2=" "$1" || true; echo "$2=$3"; } >"$1.new"
  mv "$1.new" "$1"
}

log_in_as_core() {
  local keys=$root/home/core/.ssh/authorized_keys.d
  if command -v update-ssh-keys >/dev/null; then
    update-ssh-keys -u core -a kubecore "$here/authorized_keys"
  else
    install -d -o core -g core -m 0700 "${keys%/*}" "$keys"
    install -o core -g core -m 0600 "$here/authorized_keys" "$keys/kubecore"
  fi
}

# What user-data would do by itself.
settle_machine() {
  local update=$root/etc/coreos/update.conf
  ! would "set the host name, the logins of core and when updates reboot" || return 0
  hostnamectl set-hostname "$KUBECORE_NODE"
  if [ -s "$here/authorized_keys" ]; then
    log_in_as_core
  fi
  settle "$update" GROUP "${KUBECORE_UPDATE_GROUP:-}"
  settle "$update" REBOOT_STRATEGY "${KUBECORE_REBOOT_STRATEGY:-}"
  [ -e "$root$settling" ] || return 0
  systemctl try-restart update-engine.service
  case ${KUBECORE_REBOOT_STRATEGY:-} in
    "") ;;
    off) systemctl stop locksmithd.service ;;
    *) systemctl restart locksmithd.service ;;
  esac
  rm -f "$root$settling"
}

start_units() {
  local unit verb=start
  # Before anything is started: a start that takes long or fails is then tried again at boot.
  really systemctl daemon-reload
  for unit in $KUBECORE_ENABLE; do
    really systemctl enable "$unit"
  done
  if [ -e "$root$pending" ] || [ "$changed" = yes ]; then
    verb=restart
  fi
  for unit in $KUBECORE_UNITS; do
    ! would "$verb $unit" || continue
    say "$verb $unit"
    systemctl "$verb" "$unit"
  done
  really rm -f "$root$pending"
}

check_bundle
# shellcheck disable=SC1091 # rendered beside this script
. "$here/install.env"
ssl=${KUBECORE_TLS_DIRECTORY:-/etc/kubernetes/ssl}
identity="the machine $KUBECORE_NODE of the cluster $KUBECORE_CLUSTER"
check_machine
check_installed

if [ "$uninstall" = yes ]; then
  really note both
  undo both
  remove "$installed"
  [ "$offline" = no ] || exit 0
  really rm -f "$root$pending" "$root$settling"
  really systemctl daemon-reload
  really say "done: reboot, so that what still runs forgets these files"
  exit 0
fi

if [ -z "$tls" ] && [ -n "$KUBECORE_TLS_FILES" ] && [ -d "$here/rootfs$ssl" ]; then
  tls=$here/rootfs$ssl
fi
if [ -n "$tls" ]; then
  have_tls "$tls" "it must be the directory that was made for $KUBECORE_NODE"
elif [ "$tls_only" = yes ]; then
  fail "--tls-only needs --tls DIR, as this bundle has no keys"
fi

really note both
if [ "$tls_only" = no ]; then
  say "placing the files of $KUBECORE_NODE"
  place_rootfs
  place_links
fi
if [ -n "$tls" ]; then
  say "placing TLS assets"
  place_tls
fi
if [ "$tls_only" = no ]; then
  undo stale
  really note everything
fi
[ "$offline" = no ] || exit 0
# A dry run has not placed those that are given.
[ -n "$tls" ] ||
  have_tls "$root$ssl" "bring the bundle with its keys, or give --tls DIR; cluster/README.md says how they are made"
[ "$tls_only" = yes ] || settle_machine
start_units
really say "done: README.md says what to expect and how to check it"
