//! Add-ons that several systems have: manifests for `kubectl create -f`.
