//! Work on bundles, shared among the processor's cores.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Mutex, mpsc};
use std::thread;

use kubecore::bundle::Bundle;

use crate::failure::Failure;

/// Bundles by number: any thread can make any of them.
pub(crate) trait Bundles: Sync {
    /// How many there are.
    fn count(&self) -> usize;

    /// One of them.
    fn bundle(&self, number: usize) -> Result<Bundle, Failure>;

    /// Those that are made before all others, as these have much in common with them that is made once.
    fn models(&self) -> Vec<usize> {
        Vec::new()
    }
}

/// How many bundles a thread may be ahead of the one whose turn it is: enough to keep all busy, few enough to be flat
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
    let models = bundles.models();
    let others = (0..count).filter(|number| !models.contains(number));
    let mut numbers = models.iter().copied().chain(others);
    let (ask, asked) = mpsc::channel();
    let (give, given) = mpsc::channel();
    let asked = Mutex::new(asked);
    let (asked, worker) = (&asked, &worker);
    let next = || asked.lock().ok()?.recv().ok();
    thread::scope(move |scope| {
        for _ in 0..threads {
            let give = give.clone();
            scope.spawn(move || {
                let mut work = worker();
                // Nobody asks any more, or takes what is given: all are made, or one failed.
                while let Some(number) = next() {
                    let make = || bundles.bundle(number).and_then(|bundle| work(&bundle));
                    if give.send((number, catch_unwind(AssertUnwindSafe(make)))).is_err() {
                        break;
                    }
                }
            });
        }
        for number in numbers.by_ref().take(AHEAD * threads) {
            let _ = ask.send(number);
        }
        let mut early = BTreeMap::new();
        for number in 0..count {
            let made = loop {
                if let Some(made) = early.remove(&number) {
                    break made;
                }
                // Whatever is asked for is given, be it a panic.
                let Ok((number, made)) = given.recv() else { return Ok(()) };
                early.insert(number, made);
            };
            take(made.unwrap_or_else(|panic| resume_unwind(panic))?)?;
            if let Some(number) = numbers.next() {
                let _ = ask.send(number);
            }
        }
        Ok(())
    })
}

#[cfg(test)]
pub(super) mod tests {
    use std::time::{Duration, Instant};

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

    /// Bundles of which the last is made before all others, which wait for it.
    struct WithModels(Mutex<Vec<usize>>);

    impl Bundles for WithModels {
        fn count(&self) -> usize {
            50
        }

        fn bundle(&self, number: usize) -> Result<Bundle, Failure> {
            let begun = Instant::now();
            while number != 49 && !self.0.lock().unwrap().contains(&49) {
                // Whoever is asked before the model would wait for ever.
                if begun.elapsed() > Duration::from_secs(20) {
                    return Err(Failure::Spec);
                }
                thread::yield_now();
            }
            self.0.lock().unwrap().push(number);
            Ok(Bundle::new(number.to_string(), Vec::new()))
        }

        fn models(&self) -> Vec<usize> {
            vec![49]
        }
    }

    #[test]
    fn models_are_made_first_and_come_in_their_place() {
        let bundles = WithModels(Mutex::default());
        let mut names = Vec::new();
        let name = || |bundle: &Bundle| Ok(bundle.name().to_owned());
        in_order(&bundles, name, |name| {
            names.push(name);
            Ok(())
        })
        .unwrap();
        assert_eq!(names, (0..50).map(|number: usize| number.to_string()).collect::<Vec<_>>());
        let mut made = bundles.0.into_inner().unwrap();
        made.sort_unstable();
        assert_eq!(made, (0..50).collect::<Vec<_>>());
    }

    #[test]
    fn a_panic_is_passed_on_and_nobody_waits_for_ever() {
        let bundles = While { count: 50, happens: || panic!("as it should") };
        let run = || in_order(&bundles, || |_: &Bundle| Ok(()), |()| Ok(()));
        assert!(catch_unwind(AssertUnwindSafe(run)).is_err());
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
