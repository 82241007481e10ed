//! The profile `flatcar`: what the machines of a cluster of today say must fit together.

mod addresses;
mod etcd;
mod keys;
mod kubeadm;
mod machine;
mod paths;
mod pods;
mod programs;
mod ranges;
mod units;

use crate::cluster::{ClusterRule, hold, notice};
use crate::faults::named;

pub(crate) const RULES: &[(&str, ClusterRule)] = &named![
    programs::every_flag_exists,
    programs::one_release,
    programs::programs_are_there,
    units::units_are_there,
    units::paths_start_what_may_start,
    paths::named_paths_are_there,
    paths::kubeconfigs_name_what_is_there,
    pods::mounts_have_their_volumes,
    pods::what_a_command_names_is_mounted,
    pods::probes_ask_where_it_answers,
    pods::nothing_is_denied_what_it_claims,
    addresses::machines_know_themselves,
    addresses::the_api_is_reached_by_its_names,
    etcd::members_agree,
    etcd::the_api_server_asks_its_members,
    ranges::pods_have_one_range,
    ranges::services_have_one_range,
    ranges::names_are_asked_for_where_they_are_answered,
    kubeadm::kubeadm_is_told_what_the_plan_says,
    keys::keys_are_their_owners,
    keys::each_key_is_on_one_machine,
    keys::user_data_has_no_keys,
];

#[test]
fn every_case_keeps_the_rules() {
    hold("flatcar", RULES);
}

#[test]
fn each_rule_notices_its_faults() {
    notice("flatcar", RULES);
}
