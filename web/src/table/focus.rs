//! Where the focus goes after a change: to the row it was made to, once that is there.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::utils::document;
use kubecore::source::{FieldPath, Step};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::list::List;

/// Moves the focus within a table.
#[derive(Clone)]
pub(super) struct Focus {
    /// What ids of the list begin with.
    list: String,
    rows: usize,
    wish: Rc<RefCell<Option<Wish>>>,
    used: UseStateHandle<Option<usize>>,
}

struct Wish {
    id: String,
    /// How many rows there are when it can be fulfilled.
    rows: usize,
}

/// The focus of `list`; `used` is the row that is drawn even out of sight.
#[hook]
pub(super) fn use_focus(list: &List, used: &UseStateHandle<Option<usize>>) -> Focus {
    let wish = use_mut_ref(|| None::<Wish>);
    let rows = list.rows();
    // After each render, as it is the row's own that brings it.
    use_effect({
        let wish = wish.clone();
        move || {
            if wish.borrow().as_ref().is_some_and(|wish| wish.rows == rows)
                && let Some(wish) = wish.take()
            {
                give(&wish.id);
            }
        }
    });
    Focus { list: list.id(), rows, wish, used: used.clone() }
}

impl Focus {
    /// Once there are `rows` rows, a part of this row has the focus.
    pub(super) fn later(&self, row: usize, what: &str, rows: usize) {
        *self.wish.borrow_mut() = Some(Wish { id: self.id(row, what), rows });
        self.used.set(Some(row));
    }

    /// A part of this row has the focus, also if it is out of sight.
    pub(super) fn at(&self, row: usize, what: &str) {
        if !give(&self.id(row, what)) {
            self.later(row, what, self.rows);
        }
    }

    /// The cell at `path` has the focus, if it is one of the list's.
    pub(super) fn jump(&self, list: &List, path: &FieldPath) {
        if let Some([Step::Index(row), rest @ ..]) = path.steps().strip_prefix(list.path.steps()) {
            let key = match rest.first() {
                Some(Step::Key(key)) if list.columns.iter().any(|column| column.key == key) => key,
                _ => list.head_key(),
            };
            self.at(*row, key);
        }
    }

    /// Without rows, the button that adds one has the focus.
    pub(super) fn on_add(&self) {
        give(&[&self.list, "-add"].concat());
    }

    /// Which part of its row has the focus.
    pub(super) fn what(&self) -> Option<String> {
        let id = document().active_element()?.id();
        let (_, what) = id.strip_prefix(&self.list)?.strip_prefix('-')?.split_once('-')?;
        Some(what.to_owned())
    }

    fn id(&self, row: usize, what: &str) -> String {
        [&*self.list, &row.to_string(), what].join("-")
    }
}

/// The id of the button that adds a row.
pub(super) fn add(list: &List) -> String {
    [&list.id(), "-add"].concat()
}

/// Whether there is an element to have the focus.
pub(super) fn give(id: &str) -> bool {
    let element =
        document().get_element_by_id(id).and_then(|one| one.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}
