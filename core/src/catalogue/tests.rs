//! The catalogue is complete, in order, and points where its sources do.

use std::collections::BTreeSet;

use super::{
    AS_OF, Date, Download, MINORS, NEWEST, OS_RELEASES, Program, Release, end_of_life, newest,
    no_image, not_newest, oldest_spec, outside, release,
};
use crate::diagnostic::{Code, Severity};
use crate::spec::value::KubernetesVersion;
use crate::spec::{Arch, FlatcarOs};

fn v(minor: u32, patch: u32) -> KubernetesVersion {
    KubernetesVersion::new(1, minor, patch)
}

fn releases() -> impl Iterator<Item = &'static Release> {
    MINORS.into_iter().flat_map(super::Minor::releases)
}

fn downloads(release: &Release) -> Vec<Download> {
    let both = Arch::ALL.iter().copied();
    let mut all = vec![release.calico_manifest()];
    for arch in both {
        all.extend(Program::ALL.map(|program| release.program(program, arch)));
        all.extend([release.cni_plugins(arch), release.etcd_archive(arch), release.crictl(arch)]);
    }
    all
}

#[test]
fn releases_are_in_order_and_without_gaps() {
    let numbers: Vec<u32> = MINORS.iter().map(|minor| minor.number).collect();
    assert_eq!(numbers, [34, 35, 36]);
    for minor in MINORS {
        let patches: Vec<KubernetesVersion> =
            minor.releases().iter().map(|release| release.version).collect();
        let all: Vec<KubernetesVersion> =
            (0..).take(patches.len()).map(|patch| v(minor.number, patch)).collect();
        assert_eq!(patches, all);
        assert!(minor.releases().iter().all(|release| release.minor.number == minor.number));
    }
    let newest = [34, 35, 36].map(|minor| newest(minor).map(|release| release.version));
    assert_eq!(newest, [Some(v(34, 11)), Some(v(35, 8)), Some(v(36, 4))]);
}

#[test]
fn no_two_programs_have_one_checksum() {
    let mut seen = BTreeSet::new();
    for release in releases() {
        for arch in Arch::ALL {
            for program in Program::ALL {
                let sum = release.program(program, *arch).sha256;
                assert_eq!(sum.len(), 64);
                assert!(seen.insert(sum), "{program} {release:?} {arch}");
            }
        }
    }
    assert_eq!(seen.len(), 26 * 6);
}

/// Checksums that were read out of the sources by another way than the tables.
#[test]
fn single_checksums_are_those_of_the_sources() {
    let known = [
        (Program::Kubelet, v(36, 4), Arch::Amd64, "cf2562db46c48ab8"),
        (Program::Kubeadm, v(36, 4), Arch::Arm64, "6a849c07d3e1c708"),
        (Program::Kubectl, v(35, 8), Arch::Amd64, "874d5e72dbb819f4"),
        (Program::Kubelet, v(34, 11), Arch::Arm64, "f12879879481e9af"),
        (Program::Kubeadm, v(34, 11), Arch::Amd64, "bd3cbe40aff6c7b3"),
        (Program::Kubelet, v(34, 0), Arch::Arm64, "e45a7795391cd62e"),
    ];
    for (program, version, arch, start) in known {
        let sum = release(version).unwrap().program(program, arch).sha256;
        assert!(sum.starts_with(start), "{program} {version} {arch}: {sum}");
    }
}

#[test]
fn urls_follow_the_patterns_of_their_sites() {
    let release = release(v(36, 2)).unwrap();
    let urls: Vec<String> = downloads(release).into_iter().map(|download| download.url).collect();
    let expected = [
        "https://raw.githubusercontent.com/projectcalico/calico/v3.32.1/manifests/calico.yaml",
        "https://dl.k8s.io/v1.36.2/bin/linux/amd64/kubelet",
        "https://dl.k8s.io/v1.36.2/bin/linux/amd64/kubeadm",
        "https://dl.k8s.io/v1.36.2/bin/linux/amd64/kubectl",
        "https://github.com/containernetworking/plugins/releases/download/v1.9.1/cni-plugins-linux-amd64-v1.9.1.tgz",
        "https://github.com/etcd-io/etcd/releases/download/v3.6.14/etcd-v3.6.14-linux-amd64.tar.gz",
        "https://github.com/kubernetes-sigs/cri-tools/releases/download/v1.36.0/crictl-v1.36.0-linux-amd64.tar.gz",
        "https://dl.k8s.io/v1.36.2/bin/linux/arm64/kubelet",
        "https://dl.k8s.io/v1.36.2/bin/linux/arm64/kubeadm",
        "https://dl.k8s.io/v1.36.2/bin/linux/arm64/kubectl",
        "https://github.com/containernetworking/plugins/releases/download/v1.9.1/cni-plugins-linux-arm64-v1.9.1.tgz",
        "https://github.com/etcd-io/etcd/releases/download/v3.6.14/etcd-v3.6.14-linux-arm64.tar.gz",
        "https://github.com/kubernetes-sigs/cri-tools/releases/download/v1.36.0/crictl-v1.36.0-linux-arm64.tar.gz",
    ];
    assert_eq!(urls, expected);
    assert_eq!(Release::etcd_folder(Arch::Arm64), "etcd-v3.6.14-linux-arm64");
    let bakery = "https://github.com/flatcar/sysext-bakery/releases/download/kubernetes-v1.36.2";
    assert_eq!(
        release.sysext_url(Arch::Amd64),
        [bakery, "/kubernetes-v1.36.2-x86-64.raw"].concat()
    );
    assert_eq!(release.sysext_name(Arch::Arm64), "kubernetes-v1.36.2-arm64.raw");
    assert_eq!(release.sysext_checksums_url(), [bakery, "/SHA256SUMS"].concat());
}

#[test]
fn every_release_has_everything() {
    for release in releases() {
        for download in downloads(release) {
            let path = download.url.strip_prefix("https://").unwrap();
            assert!(path.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._/".contains(&b)));
            assert!(download.sha256.bytes().all(|b| b.is_ascii_hexdigit()));
            assert_eq!(download.sha256.len(), 64, "{}", download.url);
        }
        let versions = [
            release.core_dns(),
            release.etcd(),
            release.flannel(),
            release.flannel_cni_plugin(),
            release.calico(),
            release.kube_vip(),
            release.minor.paired.crictl,
        ];
        for version in versions {
            assert!(version.starts_with(|c: char| c.is_ascii_digit()), "{version}");
            assert_eq!(version.matches('.').count(), 2, "{version}");
        }
        assert_eq!(release.etcd_image(), "gcr.io/etcd-development/etcd:v3.6.14");
        assert!(release.minor.paired.etcd_image.starts_with("3.6."));
        assert!(release.pause_image().starts_with("registry.k8s.io/pause:3.10."));
        assert!(release.minor.paired.crictl.starts_with(&format!("1.{}.", release.version.minor)));
    }
}

#[test]
fn images_are_of_releases_that_are_known() {
    for minor in MINORS {
        let known = |patch| release(v(minor.number, patch)).is_some();
        assert!(minor.images.clone().all(known), "1.{}", minor.number);
        assert_eq!(
            minor.newest_image().map(|release| release.version.patch),
            Some(*minor.images.end())
        );
    }
}

#[test]
fn days_are_in_order() {
    let days = MINORS.map(|minor| [minor.maintenance, minor.end_of_life]);
    assert!(days.is_sorted() && days.iter().all(|pair| pair.is_sorted()));
    assert!(AS_OF < days[0][0], "{AS_OF}: the catalogue was made when nothing had ended");
}

#[test]
fn a_release_outside_is_answered_with_the_newest_ones() {
    assert_eq!(outside(v(36, 4)), None);
    for version in [v(36, 5), v(33, 13), v(37, 0), KubernetesVersion::new(0, 36, 4)] {
        let found = outside(version).unwrap();
        assert_eq!(found.code, Code::NotInCatalogue);
        assert!(found.message.contains(&version.release()), "{}", found.message);
        assert_eq!(found.help, "write v1.36.4 or v1.35.8 or v1.34.11");
    }
}

#[test]
fn the_end_of_life_is_told_before_and_after_it_comes() {
    let said = |version, today| {
        end_of_life(version, today).map(|found| (found.code, found.severity, found.message))
    };
    assert_eq!(said(v(34, 11), Date::new(2026, 6, 30)), None);
    assert_eq!(
        said(v(34, 11), AS_OF),
        Some((
            Code::EndOfLifeNear,
            Severity::Note,
            "v1.34 is not repaired any more from 2026-10-27".into()
        ))
    );
    assert_eq!(said(v(34, 11), Date::new(2026, 10, 26)).unwrap().0, Code::EndOfLifeNear);
    assert_eq!(
        said(v(34, 11), Date::new(2026, 10, 27)),
        Some((
            Code::EndOfLife,
            Severity::Warning,
            "v1.34 is not repaired any more since 2026-10-27".into()
        ))
    );
    assert_eq!(said(v(35, 8), AS_OF), None);
    assert_eq!(said(v(35, 8), Date::new(2026, 11, 1)).unwrap().0, Code::EndOfLifeNear);
    assert_eq!(said(v(33, 0), Date::new(2030, 1, 1)), None, "outside the catalogue");
    let help = |version| end_of_life(version, Date::new(2030, 1, 1)).unwrap().help;
    assert_eq!(help(v(34, 0)), "write v1.35.8, and upgrade one minor release at a time");
    assert!(help(v(36, 4)).contains("newer kubecore"));
}

#[test]
fn a_newer_patch_release_is_named() {
    assert_eq!(not_newest(v(36, 4)), None);
    assert_eq!(not_newest(v(36, 5)), None);
    let found = not_newest(v(35, 7)).unwrap();
    assert_eq!((found.code, found.severity), (Code::NotNewestPatch, Severity::Note));
    assert_eq!(found.message, "v1.35.7 lacks the repairs of v1.35.8");
    assert_eq!(found.help, "write v1.35.8");
}

#[test]
fn a_release_without_an_image_is_answered_with_one_that_has_one() {
    for version in [v(34, 1), v(34, 9), v(35, 0), v(36, 2)] {
        assert_eq!(no_image(version), None, "{version}");
    }
    for (version, better) in [(v(36, 4), "v1.36.2"), (v(34, 0), "v1.34.9"), (v(35, 9), "v1.35.6")] {
        let found = no_image(version).unwrap();
        assert_eq!(found.code, Code::NoImage);
        assert!(found.message.contains(&version.release()), "{}", found.message);
        assert!(found.help.starts_with(&format!("write {better}, ")), "{}", found.help);
    }
}

#[test]
fn what_changed_is_known_by_release() {
    let of = |minor: u32| newest(minor).unwrap().minor;
    let tell = |minor: u32| {
        let minor = of(minor);
        [
            minor.has_pod_infra_container_image(),
            minor.needs_cgroup_v2(),
            minor.wants_containerd_2(),
            minor.deprecates_ipvs(),
            minor.has_tls_curve_preferences(),
        ]
    };
    assert_eq!(tell(34), [true, false, false, false, false]);
    assert_eq!(tell(35), [false, true, true, true, false]);
    assert_eq!(tell(36), [false, true, true, true, true]);
}

#[test]
fn every_system_takes_the_config_format_that_is_written() {
    let written = super::IgnitionSpec(3, 4, 0);
    for os in FlatcarOs::ALL {
        assert!(oldest_spec(*os).unwrap() >= written, "{os}");
    }
    let names: BTreeSet<(FlatcarOs, &str)> =
        OS_RELEASES.iter().map(|release| (release.os, release.channel)).collect();
    assert_eq!(names.len(), OS_RELEASES.len());
}

#[test]
fn codes_may_be_allowed_where_something_works_all_the_same() {
    let allowed = |code: Code| code.can_be_allowed();
    assert!(allowed(Code::EndOfLife) && allowed(Code::NoImage));
    assert!(!allowed(Code::NotInCatalogue) && !allowed(Code::VersionSkew));
}

#[test]
fn the_newest_release_is_the_last() {
    let last = MINORS.last().and_then(|minor| minor.newest()).unwrap();
    assert_eq!(last.version, NEWEST);
}
