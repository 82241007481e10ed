//! Work on bundles, shared among the processor's cores.

use std::num::NonZero;
use std::sync::mpsc;
use std::thread;

use kubecore::bundle::Bundle;

use crate::failure::Failure;

/// Bundles by number: any thread can make any of them.
pub(crate) trait Bundles: Sync {
    /// How many there are.
    fn count(&self) -> usize;

    /// One of them.
    fn bundle(&self, number: usize) -> Result<Bundle, Failure>;
}

/// How many results of a thread may wait for their turn: enough to keep all busy, few enough to be flat
/// in memory.
const AHEAD: usize = 16;

/// Makes something of every bundle, each thread with a `worker` of its own, and takes what came of it in
/// the bundles' order: what is made does not depend on how many threads there are.
pub(super) fn in_order<T: Send, W: FnMut(&Bundle) -> Result<T, Failure>>(
    bundles: &impl Bundles,
    worker: impl Fn() -> W + Sync,
    mut take: impl FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let count = bundles.count();
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(count);
    let worker = &worker;
    thread::scope(|scope| {
        let start = |first: usize| {
            let (sender, receiver) = mpsc::sync_channel(AHEAD);
            scope.spawn(move || {
                let mut work = worker();
                for number in (first..count).step_by(threads) {
                    let made = bundles.bundle(number).and_then(|bundle| work(&bundle));
                    // Nobody takes it any more: a former one failed.
                    if sender.send(made).is_err() {
                        return;
                    }
                }
            });
            receiver
        };
        let receivers: Vec<_> = (0..threads).map(start).collect();
        // A thread that ends early has panicked, which the scope passes on.
        for receiver in receivers.iter().cycle().take(count) {
            let Ok(made) = receiver.recv() else { break };
            take(made?)?;
        }
        Ok(())
    })
}

#[cfg(test)]
pub(super) mod tests {
    use kubecore::profile::Renderer;
    use kubecore::source::Source;
    use kubecore::spec::{Profile, Topology, example};

    use super::*;

    /// So many bundles, and something that happens while the first is made.
    pub(in crate::output) struct While<F> {
        pub(in crate::output) count: usize,
        pub(in crate::output) happens: F,
    }

    impl<F: Fn() -> Result<(), Failure> + Sync> Bundles for While<F> {
        fn count(&self) -> usize {
            self.count
        }

        fn bundle(&self, number: usize) -> Result<Bundle, Failure> {
            if number == 0 {
                (self.happens)()?;
            }
            let text = example(Profile::CoreosGuide, Topology::HighAvailability);
            let plan = kubecore::compile(&Source::new("c.yaml", text)).plan.unwrap();
            let node = &plan.nodes()[number % plan.nodes().len()];
            Ok(Renderer::new(&plan).node(node))
        }
    }

    fn names(count: usize) -> Result<Vec<String>, Failure> {
        let mut names = Vec::new();
        let bundles = While { count, happens: || Ok(()) };
        let name = || |bundle: &Bundle| Ok(bundle.name().to_owned());
        in_order(&bundles, name, |name| {
            names.push(name);
            Ok(())
        })?;
        Ok(names)
    }

    #[test]
    fn every_bundle_comes_once_and_in_its_place() {
        let all = names(50).unwrap();
        let text = example(Profile::CoreosGuide, Topology::HighAvailability);
        let plan = kubecore::compile(&Source::new("c.yaml", text)).plan.unwrap();
        let nodes = plan.nodes().iter().map(|node| format!("nodes/{}", node.name));
        assert_eq!(all, nodes.cycle().take(50).collect::<Vec<_>>());
        assert!(names(0).unwrap().is_empty());
    }

    #[test]
    fn the_first_failure_ends_it() {
        let bundles = While { count: 50, happens: || Err(Failure::Spec) };
        let mut taken = 0;
        let ended = in_order(
            &bundles,
            || |_: &Bundle| Ok(()),
            |()| {
                taken += 1;
                Ok(())
            },
        );
        assert!(matches!(ended, Err(Failure::Spec)));
        assert_eq!(taken, 0);
        let full = in_order(
            &While { count: 50, happens: || Ok(()) },
            || |_: &Bundle| Ok(()),
            |()| Err(Failure::Spec),
        );
        assert!(matches!(full, Err(Failure::Spec)), "and nobody waits for ever");
    }
}
