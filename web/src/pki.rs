//! Keys and certificates, made in the person's own browser: randomness and RSA keys are the browser's,
//! all else is the core's. Runs in a worker, as the page would stand still meanwhile.

use std::collections::VecDeque;
use std::fmt;

use kubecore::format::x509::Moment;
use kubecore::pki::{Env, Issued, Issuer, NoEntropy, Pki, Problem, Progress, State, status};
use kubecore::plan::certificates::{Certificates, Item};
use zeroize::Zeroizing;

use crate::platform::{self, Refused};

/// Makes what is missing, and anew what no longer fits. `progress` is told of each certificate.
pub async fn issue(
    list: &Certificates,
    pki: &Pki,
    mut progress: impl FnMut(&Progress),
) -> Result<Issued, Stopped> {
    let mut issued = run(Issuer::missing(list, pki)?, &mut progress).await?;
    let outdated: Vec<String> = outdated(list, &issued.pki).map(|item| item.id.clone()).collect();
    if !outdated.is_empty() {
        let renewal = Issuer::renewal(list, &issued.pki, |item| outdated.contains(&item.id))?;
        let mut renewed = run(renewal, &mut progress).await?;
        issued.changes.append(&mut renewed.changes);
        issued.pki = renewed.pki;
    }
    Ok(issued)
}

fn outdated<'a>(list: &'a Certificates, pki: &'a Pki) -> impl Iterator<Item = &'a Item> {
    let all = status(list, pki, Moment(platform::now())).into_iter();
    all.filter(|status| matches!(status.state, State::Outdated(_))).map(|status| status.item)
}

async fn run(
    mut issuer: Issuer<'_>,
    progress: &mut impl FnMut(&Progress),
) -> Result<Issued, Stopped> {
    let mut env = Browser::default();
    for _ in 0..issuer.rsa_keys() {
        env.rsa_keys.push_back(platform::rsa_key().await?);
    }
    while let Some(made) = issuer.step(&mut env)? {
        progress(&made);
    }
    Ok(issuer.finish())
}

/// Why no keys were made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stopped {
    /// What the core found.
    Problem(Problem),
    /// What the browser refused.
    Refused(Refused),
}

impl From<Problem> for Stopped {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<Refused> for Stopped {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problem(problem) => problem.fmt(f),
            Self::Refused(refused) => refused.fmt(f),
        }
    }
}

/// The browser's clock and randomness, and RSA keys that it made before they are asked for, because
/// it makes them in its own time.
#[derive(Default)]
struct Browser {
    rsa_keys: VecDeque<Zeroizing<Vec<u8>>>,
}

impl Env for Browser {
    fn now(&self) -> Moment {
        Moment(platform::now())
    }

    fn random(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
        platform::fill(bytes).map_err(|_| NoEntropy)
    }

    fn rsa_key(&mut self) -> Option<Zeroizing<Vec<u8>>> {
        self.rsa_keys.pop_front()
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
