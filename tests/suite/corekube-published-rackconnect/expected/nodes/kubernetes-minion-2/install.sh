#!/bin/bash
# Places this machine's files and starts its units, in their order. Safe to run again, also after a
# run that was cut off: units are restarted only if a file changed.
#
#   sudo ./install.sh [--tls DIR]   all of it; DIR holds this machine's TLS assets, if it has any
#                                   and they are not in this bundle
#   sudo ./install.sh --tls-only [--tls DIR]   only the TLS assets, where cloud-config did the rest
#   sudo ./install.sh --uninstall   stops the units of this bundle and removes its files, keys too;
#                                   data, host name and logins stay
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
# There while files are new to the units that read them: a run that was cut off is made good by the
# next. A reboot starts every unit anew, and empties /run.
pending=/run/kubecore-restart-pending
# The same for the services that read when updates reboot.
settling=/run/kubecore-settle-pending
# Whose files this machine has.
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

while [ $# -gt 0 ]; do
  case $1 in
    --tls) tls=${2:?"--tls needs a directory"}; shift ;;
    --tls-only) tls_only=yes ;;
    --root) root=${2:?"--root needs a directory"} offline=yes; shift ;;
    --dry-run) dry_run=yes ;;
    --uninstall) uninstall=yes ;;
    --any-address) any_address=yes ;;
    -h | --help) sed -n '2,13s/^# \{0,1\}//p' "$here/install.sh"; exit 0 ;;
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
  there=$(<"$root$installed")
  [ "$there" = "$identity" ] ||
    fail "this bundle is for $identity, and here are the files of $there:" \
      "run install.sh --uninstall of that bundle first; if it is lost, remove $installed"
}

mark_installed() {
  if [ -e "$root$installed" ] || [ "$dry_run" = yes ]; then
    return 0
  fi
  mkdir -p "$root${installed%/*}"
  echo "$identity" >"$root$installed.new"
  mv -f "$root$installed.new" "$root$installed"
}

# Every file that is placed, with keys or without.
every_file() {
  local path name
  while read -r _ path _; do
    echo "$path"
  done <"$here/files.list"
  for name in $KUBECORE_TLS_FILES; do
    echo "$ssl/$name"
  done
}

every_link() {
  local link
  for link in ${KUBECORE_LINKS:-}; do
    echo "${link%%=*}"
  done
  for link in ${KUBECORE_MASKED:-}; do
    echo "/etc/systemd/system/$link"
  done
  for link in $KUBECORE_TLS_LINKS; do
    echo "$ssl/${link%%=*}"
  done
}

# What a run that was cut off left of a file that it had not finished.
sweep() {
  local path left
  while read -r path; do
    for left in "$root${path%/*}"/.kubecore.??????; do
      [ ! -f "$left" ] || rm -f "$left"
    done
  done < <(every_file)
}

# place SOURCE TARGET MODE [OWNER]: in one step, and only if something differs.
place() {
  local source=$1 target=$root$2 mode=$3 owner=${4:-root:root}
  if [ -f "$target" ] && [ ! -L "$target" ] && cmp -s "$source" "$target" &&
    [ "$(stat -c %a "$target")" = "$(printf '%o' "0$mode")" ]; then
    return 0
  fi
  changed=yes
  ! would "place $2" || return 0
  mkdir -p "$(dirname "$target")"
  local temporary
  temporary=$(mktemp "$(dirname "$target")/.kubecore.XXXXXX")
  cp "$source" "$temporary"
  chmod "$mode" "$temporary"
  if [ "$offline" = no ]; then
    chown "$owner" "$temporary"
    : >"$root$pending"
  fi
  mv -f "$temporary" "$target"
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

check_tls() {
  local name
  for name in $KUBECORE_TLS_FILES; do
    [ -f "$tls/$name" ] || fail "$tls has no $name: it must be the directory that was made for $KUBECORE_NODE"
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

require_tls() {
  local name
  for name in $KUBECORE_TLS_FILES; do
    [ -f "$root$ssl/$name" ] ||
      fail "$ssl/$name is missing: bring the bundle with its keys, or give --tls DIR; cluster/README.md says how they are made"
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
  if [ "$dry_run" = no ]; then
    systemctl daemon-reload
    for unit in $KUBECORE_ENABLE; do
      systemctl enable "$unit"
    done
  fi
  if [ -e "$root$pending" ] || [ "$changed" = yes ]; then
    verb=restart
  fi
  for unit in $KUBECORE_UNITS; do
    ! would "$verb $unit" || continue
    say "$verb $unit"
    systemctl "$verb" "$unit"
  done
  [ "$dry_run" = yes ] || rm -f "$root$pending"
}

# The bundle's own units, the last first. Those of the operating system go on until the next boot.
# Again, after files are gone, systemctl does not know them any more.
stop_units() {
  local unit path own=
  while read -r path; do
    own="$own ${path##*/} "
  done < <(every_file)
  local reversed=
  for unit in $KUBECORE_UNITS; do
    reversed="$unit $reversed"
  done
  for unit in $reversed; do
    [[ $own == *" $unit "* ]] || continue
    ! would "stop $unit" || continue
    say "stop $unit"
    systemctl stop "$unit" || true
  done
  for unit in $KUBECORE_ENABLE; do
    would "disable $unit" || systemctl disable "$unit" || true
  done
}

remove() {
  if [ ! -e "$root$1" ] && [ ! -L "$root$1" ]; then
    return 0
  fi
  ! would "remove $1" || return 0
  rm -f "$root$1"
}

# Files, links, and the folders that they leave empty; the mark last.
remove_files() {
  local path folder
  while read -r path; do
    remove "$path"
    folder=${path%/*}
    if [ "$dry_run" = no ] && [ -d "$root$folder" ]; then
      (cd "$root/" && rmdir -p --ignore-fail-on-non-empty "${folder#/}") || true
    fi
  done < <(every_file; every_link; echo "$installed")
}

check_bundle
# shellcheck disable=SC1091 # rendered beside this script
. "$here/install.env"
ssl=${KUBECORE_TLS_DIRECTORY:-/etc/kubernetes/ssl}
identity="the machine $KUBECORE_NODE of the cluster $KUBECORE_CLUSTER"
check_machine
check_installed

if [ "$uninstall" = yes ]; then
  [ "$offline" = yes ] || stop_units
  [ "$dry_run" = yes ] || sweep
  remove_files
  if [ "$offline" = no ] && [ "$dry_run" = no ]; then
    rm -f "$root$pending" "$root$settling"
    systemctl daemon-reload
    say "done: reboot, so that what still runs forgets these files"
  fi
  exit 0
fi

if [ -z "$tls" ] && [ -n "$KUBECORE_TLS_FILES" ] && [ -d "$here/rootfs$ssl" ]; then
  tls=$here/rootfs$ssl
fi
if [ -n "$tls" ]; then
  check_tls
elif [ "$tls_only" = yes ]; then
  fail "--tls-only needs --tls DIR, as this bundle has no keys"
fi

mark_installed
[ "$dry_run" = yes ] || sweep
if [ "$tls_only" = no ]; then
  say "placing the files of $KUBECORE_NODE"
  place_rootfs
  place_links
fi
if [ -n "$tls" ]; then
  say "placing TLS assets"
  place_tls
fi
if [ "$offline" = yes ]; then
  exit 0
fi
if [ -z "$tls" ] || [ "$dry_run" = no ]; then
  require_tls
fi
if [ "$tls_only" = no ]; then
  settle_machine
fi
start_units
if [ "$dry_run" = no ]; then
  say "done: README.md says what to expect and how to check it"
fi
