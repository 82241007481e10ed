#!/bin/bash
# Does by hand what the overlord does: gives the units in units/ to fleet, in their order, and waits for
# each. Run it where fleetctl reaches the cluster: on the overlord, or with FLEETCTL_TUNNEL set. Safe to
# run again: a unit that is as it should be is left alone.
#
#   ./start-units.sh           starts what is not running
#   ./start-units.sh --remove  stops and removes all of them, last first
#   ./start-units.sh --status  lists them
#
# WAIT is how many seconds each unit may take (600).
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC1091 # rendered beside this script
. "$here/start-units.env"
wait=${WAIT:-600}

fail() {
  echo "start-units.sh: $*" >&2
  exit 1
}

# The sub-state of a unit; empty where fleet does not know it, or does not answer just now.
state() {
  local unit sub
  { fleetctl list-units --no-legend --fields=unit,sub 2>/dev/null || true; } |
    while read -r unit sub; do
      if [ "$unit" = "$1" ]; then
        echo "$sub"
      fi
    done
}

# Whether fleet has the unit. One that does not answer has not said that it has not.
known() {
  local list
  list=$(fleetctl list-unit-files --no-legend --fields=unit) || return 0
  grep -qxF "$1" <<<"$list"
}

# Gives fleet the unit. It keeps the one of that name that it has: what changed has to go first.
submit() {
  local unit=$1 said end=$((SECONDS + wait))
  said=$(fleetctl submit "$here/units/$unit" 2>&1) || fail "fleetctl submit $unit: $said"
  case $said in
    *"differs from local"*) ;;
    *) return 0 ;;
  esac
  echo "$unit has changed: replacing it"
  fleetctl destroy "$unit"
  while known "$unit"; do
    [ "$SECONDS" -lt "$end" ] || fail "$unit is still there after $wait seconds"
    sleep 1
  done
  fleetctl submit "$here/units/$unit"
}

# start UNIT SUBSTATE
start() {
  local unit=$1 wanted=$2 end=$((SECONDS + wait)) now
  submit "$unit"
  now=$(state "$unit")
  if [ "$now" = "$wanted" ]; then
    echo "$unit is $wanted"
    return 0
  fi
  echo "starting $unit"
  fleetctl start --no-block "$unit"
  until now=$(state "$unit") && [ "$now" = "$wanted" ]; do
    [ "$now" != failed ] || fail "$unit failed: fleetctl journal $unit says why"
    [ "$SECONDS" -lt "$end" ] || fail "$unit is ${now:-not there} after $wait seconds, not $wanted"
    sleep 1
  done
  echo "$unit is $wanted"
}

# A unit that is told another address than its machine has would start again and again.
check_machines() {
  local pair id address list there
  list=$(fleetctl list-machines --no-legend --full --fields=machine,ip) || fail "fleet does not answer"
  for pair in $KUBECORE_MACHINES; do
    address=
    while read -r id there; do
      [ "$id" != "${pair%=*}" ] || address=$there
    done <<<"$list"
    case $address in
      "") fail "fleet has no machine ${pair%=*}: correct corekube.machines in cluster.yaml, and render again" ;;
      "${pair##*=}") ;;
      *) fail "the machine ${pair%=*} has the address $address, and cluster.yaml says ${pair##*=}: correct it, and render again" ;;
    esac
  done
}

start_all() {
  check_machines
  local pair
  for pair in $KUBECORE_UNITS; do
    start "${pair%=*}" "${pair##*=}"
  done
}

remove_all() {
  local pair units=()
  for pair in $KUBECORE_UNITS; do
    units=("${pair%=*}" "${units[@]}")
  done
  fleetctl destroy "${units[@]}"
}

case ${1:-} in
  "") step=start_all ;;
  --remove) step=remove_all ;;
  --status) step="fleetctl list-units" ;;
  -h | --help) sed -n '2,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
  *) fail "unknown option $1; see --help" ;;
esac
[ -n "$KUBECORE_UNITS" ] ||
  fail "no unit is filled in: give the machines' ids under corekube.machines in cluster.yaml, and render again"
fleetctl list-machines >/dev/null || fail "fleet does not answer"
$step
