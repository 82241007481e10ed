//! The paths of the files of every bundle, for who looks for one. Machines of one kind have the same, which are kept once.

use std::rc::Rc;

use kubecore::bundle::Bundle;
use kubecore::plan::Plan;

use crate::job;

/// Paths of a cluster's bundles, as far as they were looked at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paths {
    plan: Option<Rc<Plan>>,
    lists: Rc<Vec<Rc<Vec<String>>>>,
    /// For each bundle looked at so far, which of the lists is its.
    of: Rc<Vec<usize>>,
}

impl Paths {
    /// Looks at up to `budget` more bundles of a cluster; begins anew for another one.
    pub fn step(&mut self, plan: &Rc<Plan>, budget: usize) {
        if !self.is_of(plan) {
            *self = Self { plan: Some(plan.clone()), ..Self::default() };
        }
        let from = self.of.len();
        let (lists, of) = (Rc::make_mut(&mut self.lists), Rc::make_mut(&mut self.of));
        for bundle in job::render_some(plan, from..from + budget) {
            let known = lists.iter().position(|list| is_list_of(list, &bundle));
            of.push(known.unwrap_or_else(|| {
                lists.push(paths(&bundle).into());
                lists.len() - 1
            }));
        }
    }

    /// Whether bundles of the cluster are still to be looked at.
    pub fn busy(&self, plan: &Rc<Plan>) -> bool {
        !self.is_of(plan) || self.of.len() <= plan.nodes().len()
    }

    /// How many bundles were looked at.
    pub fn known(&self) -> usize {
        self.of.len()
    }

    /// The lists there are, each once.
    pub fn lists(&self) -> &[Rc<Vec<String>>] {
        &self.lists
    }

    /// Which of the lists is that of a bundle.
    pub fn list_of(&self, index: usize) -> Option<usize> {
        self.of.get(index).copied()
    }

    fn is_of(&self, plan: &Rc<Plan>) -> bool {
        self.plan.as_ref().is_some_and(|own| Rc::ptr_eq(own, plan))
    }
}

/// The paths of a bundle, in its order.
pub fn paths(bundle: &Bundle) -> Vec<String> {
    bundle.artifacts().iter().map(|file| file.path.clone()).collect()
}

fn is_list_of(list: &[String], bundle: &Bundle) -> bool {
    list.iter().eq(bundle.artifacts().iter().map(|file| &file.path))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str = include_str!("../../../examples/one-plus-two.yaml");

    #[test]
    fn alike_machines_share_their_list() {
        let plan: Rc<Plan> = job::judge(SPEC).plan.expect("a plan").into();
        let mut known = Paths::default();
        assert!(known.busy(&plan));
        known.step(&plan, 3);
        assert_eq!((known.known(), known.busy(&plan)), (3, true));
        known.step(&plan, 3);
        assert_eq!((known.known(), known.busy(&plan)), (4, false));
        let of: Vec<Option<usize>> = (0..5).map(|index| known.list_of(index)).collect();
        assert_eq!(of, [Some(0), Some(1), Some(1), Some(2), None]);
        let cluster = job::render(&plan, &job::Place::Cluster).expect("a bundle");
        assert_eq!(*known.lists()[2], paths(&cluster));
    }

    #[test]
    fn another_cluster_begins_anew() {
        let plan: Rc<Plan> = job::judge(SPEC).plan.expect("a plan").into();
        let other: Rc<Plan> =
            job::judge(&SPEC.replace("small", "other")).plan.expect("a plan").into();
        let mut known = Paths::default();
        known.step(&plan, 9);
        assert!(known.busy(&other));
        known.step(&other, 1);
        assert_eq!(known.known(), 1);
    }
}
