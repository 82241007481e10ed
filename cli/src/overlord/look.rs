//! Looking at the world: every page of what is asked for.

use std::net::IpAddr;

use kubecore::overlord::wire::{api, etcd, fleet};
use kubecore::overlord::{
    Asks, Endpoint, Etcd, Fleet, Listed, Observed, Registration, Templates, World,
};

use super::client::{Answer, Ask, Client};
use super::config::{Service, Setup};

/// A collection with more pages never ends.
const MOST_PAGES: usize = 10_000;

/// The three services.
#[derive(Debug)]
pub(super) struct Services {
    pub(super) etcd: Client,
    pub(super) fleet: Client,
    api: Api,
    pub(super) fleet_path: &'static str,
    pub(super) registration: Registration,
}

/// The API server: at its URLs, or wherever the masters are.
#[derive(Debug)]
struct Api {
    service: Service,
    port: u16,
    masters: Vec<IpAddr>,
    client: Client,
}

impl Services {
    pub(super) fn new(setup: &Setup) -> Self {
        let Setup { templates, etcd, fleet, api, .. } = setup;
        let Templates { api_port, fleet_path, registration, .. } = templates;
        let client = |service: &Service| Client::new(&service.urls, service.tls.as_ref());
        // A path in the URL takes the place of the edition's own.
        let own = fleet
            .urls
            .iter()
            .any(|url| matches!(url, Endpoint::Tcp { path, .. } if !path.is_empty()));
        Self {
            etcd: client(etcd),
            fleet: client(fleet),
            api: Api {
                service: api.clone(),
                port: *api_port,
                masters: Vec::new(),
                client: client(api),
            },
            fleet_path: if own { "" } else { fleet_path },
            registration: *registration,
        }
    }

    /// Asks whoever is to be asked.
    pub(super) fn look(&mut self, asks: &Asks) -> World {
        let etcd = observed(self.etcd());
        let fleet = if asks.fleet { observed(self.fleet()) } else { Observed::Unasked };
        let api = if asks.api.is_empty() {
            Observed::Unasked
        } else {
            let path = api::path(self.registration);
            let answer = self.api(&asks.api).ask(Ask::get(path));
            observed(
                answer
                    .and_then(|answer| api::nodes(self.registration, answer.status, &answer.body)),
            )
        };
        World { etcd, fleet, api }
    }

    /// The API server's client, for masters as they are now.
    pub(super) fn api(&mut self, masters: &[IpAddr]) -> &mut Client {
        let api = &mut self.api;
        if api.service.urls.is_empty() && api.masters != masters {
            let urls: Vec<Endpoint> =
                masters.iter().map(|master| Endpoint::plain(*master, api.port)).collect();
            api.client = Client::new(&urls, api.service.tls.as_ref());
            api.masters = masters.to_vec();
        }
        &mut api.client
    }

    /// The same client again.
    pub(super) fn same_api(&mut self) -> &mut Client {
        &mut self.api.client
    }

    fn etcd(&mut self) -> Result<Etcd, String> {
        let machines: Vec<Listed> = {
            let Answer { status, body } = self.etcd.ask(Ask::get(etcd::MACHINES))?;
            etcd::machines(status, &body)?
        };
        let Answer { status, body } = self.etcd.ask(Ask::get(etcd::MARKS))?;
        Ok(Etcd { machines, marks: etcd::marks(status, &body)? })
    }

    fn fleet(&mut self) -> Result<Fleet, String> {
        let mut all = Fleet::new();
        self.pages("units", |answer| fleet::units(answer.status, &answer.body, &mut all))?;
        self.pages("state", |answer| fleet::states(answer.status, &answer.body, &mut all))?;
        Ok(all)
    }

    fn pages(
        &mut self,
        collection: &str,
        mut take: impl FnMut(Answer) -> Result<Option<String>, String>,
    ) -> Result<(), String> {
        let mut token = None;
        for _ in 0..MOST_PAGES {
            let path = format!("{}{}", self.fleet_path, fleet::page(collection, token.as_deref()));
            let next = take(self.fleet.ask(Ask::get(&path))?)?;
            if next.is_none() {
                return Ok(());
            }
            if next == token {
                return Err(format!("gives the same page of {collection} again and again"));
            }
            token = next;
        }
        Err(format!("gives more than {MOST_PAGES} pages of {collection}"))
    }
}

fn observed<T>(seen: Result<T, String>) -> Observed<T> {
    match seen {
        Ok(seen) => Observed::Seen(seen),
        Err(why) => Observed::Failed(why),
    }
}
