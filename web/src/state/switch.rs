//! Undo goes back over the choice of another cluster, too.

use std::rc::Rc;

use super::Base;

/// A text, and what its changes are counted from.
pub(super) type Counted = (Rc<str>, Base);

/// Another cluster was begun.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Switch {
    pub(super) before: Counted,
    pub(super) after: Counted,
}

/// The most that are remembered.
const MOST: usize = 50;

/// Remembers one more.
pub(super) fn remember(switches: &mut Vec<Switch>, switch: Switch) {
    if switches.len() == MOST {
        switches.remove(0);
    }
    switches.push(switch);
}

/// What changes of `text` are counted from, once undo or redo has brought it back.
pub(super) fn base(switches: &[Switch], text: &str, now: &Base) -> Option<Base> {
    switches.iter().rev().find_map(|Switch { before, after }| {
        let over =
            |from: &Counted, to: &Counted| (*to.0 == *text && from.1 == *now).then(|| to.1.clone());
        over(after, before).or_else(|| over(before, after))
    })
}
