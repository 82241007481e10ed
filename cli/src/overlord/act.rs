//! Doing what was decided, one request each.

use kubecore::overlord::wire::{api, etcd, fleet};
use kubecore::overlord::{Action, Desired, Outcome};

use super::client::{Answer, Ask};
use super::look::Services;

/// Does it. A request that fails may have been taken all the same: the next look shows.
pub(super) fn act(services: &mut Services, action: &Action) -> Outcome {
    tried(services, action).unwrap_or_else(Outcome::Failed)
}

fn tried(services: &mut Services, action: &Action) -> Result<Outcome, String> {
    let unit_path = |unit: &str| format!("{}{}", services.fleet_path, fleet::unit(unit));
    Ok(match action {
        Action::Mark { machine, mark, replaces } => {
            let path = etcd::mark_path(machine, *replaces);
            let body = etcd::mark_body(mark);
            let Answer { status, body } = services.etcd.ask(Ask::put(&path, etcd::FORM, &body))?;
            etcd::put(status, &body)
        }
        Action::Submit { unit, options, .. } => {
            let (path, body) = (unit_path(unit), fleet::submit(unit, options));
            put(services, Ask::put(&path, fleet::JSON, &body))?
        }
        Action::Start { unit, .. } => {
            let (path, body) = (unit_path(unit), fleet::change(Desired::Launched));
            put(services, Ask::put(&path, fleet::JSON, &body))?
        }
        Action::Stop { unit, .. } => {
            let (path, body) = (unit_path(unit), fleet::change(Desired::Loaded));
            put(services, Ask::put(&path, fleet::JSON, &body))?
        }
        Action::Destroy { unit, digest, .. } => {
            let path = unit_path(unit);
            let Answer { status, body } = services.fleet.ask(Ask::get(&path))?;
            // Another overlord may have replaced it since it was seen.
            if fleet::still(status, &body, *digest)? {
                put(services, Ask::delete(&path))?
            } else {
                Outcome::Changed
            }
        }
        Action::Register { address, .. } => {
            let (path, body) = (api::path(services.registration), api::minion(*address));
            let Answer { status, body } =
                services.same_api().ask(Ask::post(path, fleet::JSON, &body))?;
            api::told(status, &body)
        }
    })
}

fn put(services: &mut Services, ask: Ask<'_>) -> Result<Outcome, String> {
    let Answer { status, body } = services.fleet.ask(ask)?;
    Ok(fleet::put(status, &body))
}
