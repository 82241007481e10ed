//! The cluster's bundle.

use super::{Guide, addons, admin, once, readme, tls};
use crate::bundle::{Artifact, Bundle, PLAIN};
use crate::pki::Ready;
use crate::profile::keys;

pub(super) fn bundle(guide: Guide<'_>, ready: Option<&Ready>) -> Bundle {
    let mut artifacts = Vec::new();
    if guide.has_script() {
        artifacts.extend(tls::artifacts(guide));
        artifacts.extend(admin::artifacts(guide));
    }
    artifacts.extend(ready.into_iter().flat_map(|ready| keys::of_cluster(guide.plan, ready)));
    artifacts.extend(once::artifacts(guide));
    artifacts.extend(addons::artifacts(guide));
    artifacts.push(Artifact::new("README.md", PLAIN, readme::cluster(guide)));
    Bundle::new("cluster", artifacts)
}
