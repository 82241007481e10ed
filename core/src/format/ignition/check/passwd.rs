//! Users and groups.

use serde_yaml::Value;

use super::{items, names, text};
use crate::format::finding::Finding;

/// Checks the lists of `passwd`.
pub(super) fn check(passwd: &Value, findings: &mut Vec<Finding>) {
    for list in ["groups", "users"] {
        let (place, list) = (["$.passwd.", list].concat(), items(passwd, list));
        names(list, &place, findings);
        for (index, one) in list.iter().enumerate() {
            let hash = text(one, "password_hash");
            // What crypt(5) makes today begins with `$`; `*` and `!` let nobody in. What stands
            // there may be a password, so it is not shown.
            if !hash.is_empty() && !hash.starts_with(['$', '*', '!']) {
                let place = format!("{place}[{index}] (password hash)");
                let message = "is no hash: write what `openssl passwd -6` makes of the password";
                findings.push(Finding::new(place, message));
            }
        }
    }
}
