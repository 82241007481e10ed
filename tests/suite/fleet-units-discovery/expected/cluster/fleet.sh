#!/bin/bash
# Hands the units of Kubernetes to fleet, each when what it needs is there. Safe to run again.
#
#   ./fleet.sh submit    show fleet the units; nothing starts
#   ./fleet.sh start     start them: API server, then controller manager and scheduler, then kubelet
#                        and proxy
#   ./fleet.sh upgrade   put these units in the place of those that run
#   ./fleet.sh remove    stop them, and take them away
#   ./fleet.sh status    show machines, units and whether the API is healthy
#
# Needs curl, and fleetctl 0.8.3 to 1.0.0, no older than the machines' fleet. Run it on a machine of
# the cluster, or where the API can be reached, with FLEETCTL_TUNNEL set to one of the machines.
# Each step may take KUBECORE_WAIT seconds, 900 unless set.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC1091 # rendered beside this script
. "$here/fleet.env"

api_server=kube-apiserver.service
beside="kube-controller-manager.service kube-scheduler.service"
with_pods="kube-kubelet.service kube-proxy.service"
wait=${KUBECORE_WAIT:-900}
pause=5
# What `fleetctl start` gets to take a unit that differs from the one it has.
replace=

say() {
  echo "==> $*"
}

fail() {
  echo "fleet.sh: $*" >&2
  exit 1
}

# wait_until WHAT COMMAND...
wait_until() {
  local what=$1 left=$wait
  shift
  say "waiting until $what"
  until "$@"; do
    left=$((left - pause))
    if [ "$left" -le 0 ]; then
      fleetctl list-units >&2 || true
      fail "not within $wait seconds: $what; \`fleetctl journal UNIT\` may say why"
    fi
    sleep "$pause"
  done
}

# machines METADATA: ids of the machines that have it; of all, if it is empty.
machines() {
  local list id metadata
  list=$(fleetctl list-machines --no-legend --full --fields=machine,metadata) || return 1
  while read -r id metadata; do
    case ",$metadata," in
      ,,) ;;
      *",$1,"*) echo "$id" ;;
      *) [ -n "$1" ] || echo "$id" ;;
    esac
  done <<<"$list"
}

# Whether fleet has the unit.
known() {
  local list name
  list=$(fleetctl list-unit-files --no-legend --fields=unit) || return 1
  while read -r name; do
    [ "$name" != "$1" ] || return 0
  done <<<"$list"
  return 1
}

# hash_of UNIT: of the version that fleet has.
hash_of() {
  local list name hash
  list=$(fleetctl list-unit-files --no-legend --full --fields=unit,hash) || return 1
  while read -r name hash; do
    [ "$name" != "$1" ] || echo "$hash"
  done <<<"$list"
}

# states UNIT: a line `ID STATE HASH` for each machine that has the unit.
states() {
  local list name machine state hash
  list=$(fleetctl list-units --no-legend --full --fields=unit,machine,active,hash) || return 1
  while read -r name machine state hash; do
    [ "$name" != "$1" ] || echo "${machine%%/*} $state $hash"
  done <<<"$list"
}

# runs_on_all UNIT METADATA: in fleet's version, on every machine that shall have it.
runs_on_all() {
  local wanted there hash id
  wanted=$(machines "$2") || return 1
  there=$(states "$1") || return 1
  hash=$(hash_of "$1") || return 1
  for id in $wanted; do
    grep -qxF "$id active $hash" <<<"$there" || return 1
  done
}

# In fleet's version, somewhere.
runs() {
  local there hash
  there=$(states "$1") || return 1
  hash=$(hash_of "$1") || return 1
  grep -q " active $hash\$" <<<"$there"
}

stopped() {
  local there
  there=$(states "$1") || return 1
  ! grep -qE ' (active|activating|deactivating|reloading) ' <<<"$there"
}

gone() {
  local there
  # A fleetctl that failed has not said that the unit is gone.
  fleetctl list-unit-files --no-legend --fields=unit >/dev/null || return 1
  there=$(states "$1") || return 1
  [ -z "$there" ] && ! known "$1"
}

healthy() {
  [ "$(curl --silent --max-time 5 "$KUBECORE_API/healthz")" = ok ]
}

# fleet 0.13 can put a unit in another's place by itself.
can_replace() {
  local version major minor
  version=$(fleetctl --version)
  version=${version##* }
  major=${version%%.*}
  minor=${version#*.}
  minor=${minor%%.*}
  case $major$minor in
    *[!0-9]*) fail "fleetctl calls itself \`$version\`, which is no version" ;;
  esac
  [ "$major" -gt 0 ] || [ "$minor" -ge 13 ]
}

check() {
  local program
  for program in fleetctl curl; do
    command -v "$program" >/dev/null || fail "$program is needed here"
  done
  fleetctl list-machines >/dev/null ||
    fail "fleetctl does not reach the cluster; away from its machines, FLEETCTL_TUNNEL names one"
}

# Units for machines that are not there would wait for them for ever, without a word.
check_machines() {
  [ -n "$(machines "$KUBECORE_LEADERS")" ] ||
    fail "no machine has the metadata $KUBECORE_LEADERS: bring up a leader first"
  [ -n "$(machines "$KUBECORE_WORKERS")" ] ||
    say "no machine has the metadata $KUBECORE_WORKERS yet: nothing will run pods"
}

# Shows fleet the units that it does not have; refuses others than it has.
submit() {
  local unit said differ=
  for unit in $api_server $beside $with_pods; do
    said=$(fleetctl submit "$here/units/$unit" 2>&1) || fail "fleetctl submit $unit: $said"
    case $said in
      *"differs from local"*) differ="$differ $unit" ;;
    esac
  done
  [ -z "$differ" ] || fail "the cluster has other versions of$differ; put these there with: $0 upgrade"
  say "fleet has the units"
}

# begin UNIT...
begin() {
  local unit
  for unit in "$@"; do
    say "starting $unit"
    # shellcheck disable=SC2086 # none or several options
    fleetctl start --no-block $replace "$here/units/$unit"
  done
}

control_plane() {
  local unit
  begin $api_server
  # fleet does not start a unit again whose needs were missing at first: they must be there before.
  wait_until "$api_server runs on every leader" runs_on_all $api_server "$KUBECORE_LEADERS"
  wait_until "$KUBECORE_API/healthz answers ok" healthy
  # shellcheck disable=SC2086 # a list of words
  begin $beside
  for unit in $beside; do
    wait_until "$unit runs" runs "$unit"
  done
}

pod_machines() {
  local unit
  # shellcheck disable=SC2086 # a list of words
  begin $with_pods
  for unit in $with_pods; do
    wait_until "$unit runs on every machine that shall have it" runs_on_all "$unit" "$KUBECORE_WORKERS"
  done
  say "Kubernetes runs; the API is $KUBECORE_API"
}

# withdraw UNIT...: takes units from fleet, the last started first.
withdraw() {
  local unit
  for unit in "$@"; do
    if known "$unit"; then
      say "removing $unit"
      fleetctl destroy "$unit"
    fi
  done
  for unit in "$@"; do
    wait_until "$unit is gone" gone "$unit"
  done
}

# Controller manager and scheduler stop with the API server that they need, and fleet would not start
# them again: they are stopped before, in a way that fleet knows of.
upgrade() {
  local unit
  if can_replace; then
    for unit in $beside; do
      # One that never started cannot be stopped; whether it runs is seen below.
      fleetctl stop --no-block "$unit" || true
    done
    for unit in $beside; do
      wait_until "$unit has stopped" stopped "$unit"
    done
    replace="--replace --block-attempts=60"
    control_plane
  else
    withdraw kube-scheduler.service kube-controller-manager.service $api_server
    control_plane
    withdraw kube-proxy.service kube-kubelet.service
  fi
  pod_machines
}

status() {
  fleetctl list-machines
  echo
  fleetctl list-units
  echo
  healthy || fail "$KUBECORE_API/healthz does not answer ok"
  say "the API is healthy: $KUBECORE_API"
}

case ${1:-} in
  submit | start | upgrade | remove | status) check ;;
  -h | --help) sed -n '2,14s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
  *) sed -n '2,14s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
case $1 in
  submit) submit ;;
  start) check_machines; submit; control_plane; pod_machines ;;
  upgrade) check_machines; upgrade ;;
  remove)
    withdraw kube-proxy.service kube-kubelet.service kube-scheduler.service \
      kube-controller-manager.service $api_server
    say "fleet has none of the units any more"
    ;;
  status) status ;;
esac
