//! Checksums that machines hold downloads against are the catalogue's, or the user's.

use super::found;
use super::subject::Subject;
use crate::catalogue::Program;
use crate::diagnostic::Report;
use crate::order;
use crate::plan::flatcar::Programs;
use crate::plan::{Plan, System};
use crate::spec::value::Sha256;

/// Of the script that is Weave's release 1.0.1.
const WEAVE: &str = "2830b721f33201ac07bc9671911e425a3e9378cac1a7903a719c8cd0feddd67f";

/// Checksums of a plan, sorted, each with the URL of what it is of, where the catalogue has that.
#[derive(Debug, Clone, Default)]
pub(super) struct Hashes(Vec<(String, Option<String>)>);

impl Hashes {
    /// Those of `plan`.
    pub(super) fn of(plan: &Plan) -> Self {
        let mut sums: Vec<(String, Option<String>)> = Vec::new();
        let mut given = |sum: Option<&Sha256>| sums.extend(sum.map(|sum| (sum.to_string(), None)));
        match &plan.system {
            System::Flatcar(settings) => {
                if let Programs::Sysext(sum) = &settings.programs {
                    given(Some(sum));
                }
                let (release, arch) = (settings.release, settings.arch);
                let programs = [Program::Kubelet, Program::Kubeadm, Program::Kubectl];
                let downloads = programs.map(|program| release.program(program, arch));
                let others = [
                    release.cni_plugins(arch),
                    release.etcd_archive(arch),
                    release.crictl(arch),
                    release.calico_manifest(),
                ];
                let all = downloads.into_iter().chain(others);
                sums.extend(all.map(|one| (one.sha256, Some(one.url))));
            }
            System::FleetUnits(settings) => {
                let sums = &settings.checksums;
                given(sums.kube_apiserver.as_ref());
                given(sums.kube_controller_manager.as_ref());
                given(sums.kube_scheduler.as_ref());
                given(sums.kubelet.as_ref());
                given(sums.kube_proxy.as_ref());
            }
            System::Corekube(settings) => {
                let sums = &settings.checksums;
                given(sums.kube_apiserver.as_ref());
                given(sums.kube_controller_manager.as_ref());
                given(sums.kube_scheduler.as_ref());
                given(sums.kubectl.as_ref());
                given(sums.kubelet.as_ref());
                given(sums.kube_proxy.as_ref());
                given(settings.program.as_ref().map(|(_, sum)| sum));
            }
            System::Weave(settings) => {
                given(settings.checksum.as_ref());
                sums.push((WEAVE.to_owned(), None));
            }
            System::CoreosGuide(_) => {}
        }
        order::sort_by(&mut sums, Ord::cmp);
        Self(sums)
    }

    fn of_sum(&self, sum: &str) -> Option<&(String, Option<String>)> {
        let at = self.0.binary_search_by(|(known, _)| known.as_str().cmp(sum)).ok()?;
        self.0.get(at)
    }
}

pub(super) fn check(subject: &Subject<'_>, hashes: &Hashes, report: &mut Report) {
    for command in &subject.commands {
        for (before, word) in command.words.iter().zip(command.words.iter().skip(1)) {
            for sum in word.split(['/', '=', ':']).filter(|part| is_sum(part)) {
                let what = match hashes.of_sum(sum) {
                    None => format!("has the checksum {sum}, which is none of the plan's"),
                    Some((_, Some(url))) if word == sum && before != url => {
                        format!("holds {before} against the checksum of {url}")
                    }
                    Some(_) => continue,
                };
                found(report, subject.bundle, command.path, what);
            }
        }
    }
}

fn is_sum(part: &str) -> bool {
    const DIGITS: usize = 64;
    part.len() == DIGITS && part.bytes().all(|sign| sign.is_ascii_hexdigit())
}
