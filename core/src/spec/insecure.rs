//! What the systems of 2014 to 2016 leave open by their nature: no setting closes it, so it is said each time, until
//! the spec's `allow` names it.

use super::Profile;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::FieldPath;

/// What a profile leaves open; nothing of one of today.
pub(crate) fn codes(profile: Profile) -> &'static [Code] {
    match profile {
        Profile::Flatcar => &[],
        Profile::CoreosGuide => &[Code::PlainEtcd, Code::OpenKubelets, Code::NoRepairs],
        Profile::FleetUnits | Profile::Weave | Profile::Corekube => {
            &[Code::PlainApi, Code::PlainEtcd, Code::OpenKubelets, Code::NoRepairs]
        }
    }
}

/// Why it matters, in one line.
pub(crate) fn reason(code: Code) -> &'static str {
    match code {
        Code::PlainApi => "the API is plain HTTP and does what anybody asks who reaches its port",
        Code::PlainEtcd => {
            "etcd is plain HTTP: who reaches it reads every secret and changes everything"
        }
        Code::OpenKubelets => {
            "kubelets run programs in any container for anybody who reaches port 10250"
        }
        _ => "nobody repairs this Kubernetes and its operating system any more",
    }
}

/// What there is to say of a cluster of this profile.
pub(crate) fn findings(profile: Profile) -> Vec<Diagnostic> {
    let found = codes(profile).iter().map(|code| {
        let help = match code {
            Code::NoRepairs => "use the profile `flatcar` for new machines; to keep these, name the code in `allow`",
            _ => {
                "keep these machines on a network of their own, and name the code in `allow`; the profile `flatcar` \
                 does not have this"
            }
        };
        Diagnostic::new(*code, reason(*code)).path(FieldPath::root().key("profile")).help(help)
    });
    found.collect()
}
