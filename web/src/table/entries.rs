//! A list of single values: one to a line.

use std::rc::Rc;

use kubecore::diagnostic::Severity;
use kubecore::document::{Document, Edit, Value};
use kubecore::source::FieldPath;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlInputElement};
use yew::prelude::*;

use super::column::dotted;
use super::focus::give;
use super::messages::{Found, paragraph, worst};
use crate::job::Finding;
use crate::state::Action;

/// The most lines that are pasted at once.
const MOST: usize = 1000;

/// What the list is of.
#[derive(Debug, Properties)]
pub struct Props {
    /// What one of its values is called: "Machine network".
    pub label: AttrValue,
    /// Where the list stands: `$.network.hosts`.
    pub path: FieldPath,
    /// The text it is in.
    pub document: Rc<Document>,
    /// What the core found in the text; what is not of this list's values is left out.
    pub findings: Rc<Vec<Finding>>,
    /// Where its edits go.
    pub act: Callback<Action>,
    /// The id of an element that says what the list is about.
    #[prop_or_default]
    pub describedby: Option<AttrValue>,
}

/// Large things are told apart by where they are, not by what is in them.
impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.document, &other.document)
            && Rc::ptr_eq(&self.findings, &other.findings)
            && (&self.label, &self.path) == (&other.label, &other.path)
            && (&self.act, &self.describedby) == (&other.act, &other.describedby)
    }
}

/// What a person does with a line.
#[derive(Debug, Clone, PartialEq)]
enum Deed {
    /// Has written it; it was left by Enter.
    Write(usize, String, bool),
    /// Pastes several into it.
    Paste(usize, Vec<String>),
    Remove(usize),
}

/// The last line is empty, for one more. A line that is emptied is removed.
#[component]
pub fn Entries(props: &Props) -> Html {
    let Props { label, path, document, act, .. } = props;
    let id = dotted(path).replace(['.', '_'], "-");
    let count = document.items(path);
    let said = use_state(String::new);
    let wish = use_mut_ref(|| None::<(usize, usize)>);
    use_effect({
        let (wish, id) = (wish.clone(), id.clone());
        move || {
            if wish.borrow().is_some_and(|(_, rows)| rows == count)
                && let Some((line, _)) = wish.take()
            {
                give(&[&*id, &line.to_string()].join("-"));
            }
        }
    });
    let deed = Callback::from({
        let (path, act, said) = (path.clone(), act.clone(), said.clone());
        move |deed: Deed| {
            if let Deed::Paste(_, all) = &deed
                && all.len() > MOST
            {
                said.set(["at most ", &MOST.to_string(), " at once"].concat());
                return;
            }
            let (edits, words, focus) = change(&path, count, deed);
            said.set(words);
            *wish.borrow_mut() = focus;
            act.emit(Action::Edit(edits));
        }
    });
    let found = Found::of(&props.findings, path);
    html! {
        <div class="entries" role="group" aria-label={label.clone()} aria-describedby={props.describedby.clone()}>
            <div>
            { for (0..=count).map(|index| {
                let value = document.scalar(&path.clone().index(index)).unwrap_or_default().to_owned();
                let found = found.row(index);
                let id = [&*id, &index.to_string()].join("-");
                let message = [&*id, "-said"].concat();
                html! {
                    <div key={index} class="entries-line">
                        <Line id={id.clone()} {index} is_last={index == count} label={label.clone()} {value} deed={deed.clone()}
                            said={(!found.is_empty()).then(|| message.clone())}
                            is_invalid={worst(found) == Some(Severity::Error)} />
                        if !found.is_empty() {
                            { paragraph(&message, "", found) }
                        }
                    </div>
                }
            }) }
            </div>
            <p role="status" class="table-quiet">{ &*said }</p>
        </div>
    }
}

/// The edits of a deed in a list of `count`, what was done, and which line has the focus once there
/// are how many.
fn change(
    path: &FieldPath,
    count: usize,
    deed: Deed,
) -> (Vec<Edit>, String, Option<(usize, usize)>) {
    let insert = |index: usize, value: String| Edit::Insert {
        list: path.clone(),
        index,
        value: Value::Text(value),
    };
    match deed {
        Deed::Remove(index) => remove(path, count, index),
        Deed::Write(index, text, by_enter) if text.is_empty() => {
            let (edits, said, focus) = remove(path, count, index);
            // Who has gone elsewhere stays there.
            (edits, said, focus.filter(|_| by_enter))
        }
        Deed::Write(index, text, by_enter) if index >= count => {
            let said = [&text, " added"].concat();
            (vec![insert(count, text)], said, by_enter.then_some((count + 1, count + 1)))
        }
        Deed::Write(index, text, _) => {
            let path = path.clone().index(index);
            (vec![Edit::Set { path, value: Value::Text(text) }], String::new(), None)
        }
        Deed::Paste(index, all) => {
            let said = [&all.len().to_string(), " added"].concat();
            let total = count + all.len();
            let begin = (index + 1).min(count);
            let edits = all.into_iter().enumerate().map(|(at, text)| insert(begin + at, text));
            (edits.collect(), said, Some((total, total)))
        }
    }
}

fn remove(
    path: &FieldPath,
    count: usize,
    index: usize,
) -> (Vec<Edit>, String, Option<(usize, usize)>) {
    let left = count.saturating_sub(1);
    let edits = vec![Edit::Remove { path: path.clone().index(index) }];
    (edits, ["removed, ", &left.to_string(), " left"].concat(), Some((index.min(left), left)))
}

/// The values in a pasted text: its lines, or what stands between commas where nothing has a space
/// inside, as the comment of an SSH key does.
fn pieces(text: &str) -> Vec<String> {
    let trimmed = |piece: &str| Some(piece.trim().to_owned()).filter(|piece| !piece.is_empty());
    let lines: Vec<String> = text.lines().filter_map(trimmed).collect();
    match lines.as_slice() {
        [line] => {
            let parts: Vec<String> = line.split(',').filter_map(trimmed).collect();
            let has_space = parts.iter().any(|part| part.contains(char::is_whitespace));
            if has_space { lines } else { parts }
        }
        _ => lines,
    }
}

#[derive(Properties, PartialEq)]
struct LineProps {
    id: String,
    index: usize,
    is_last: bool,
    label: AttrValue,
    value: AttrValue,
    /// The element that says what is wrong.
    said: Option<String>,
    is_invalid: bool,
    deed: Callback<Deed>,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let LineProps { id, index, is_last, label, value, said, is_invalid, deed } = props;
    let (index, is_last) = (*index, *is_last);
    let draft = use_state(|| None::<String>);
    let oninput = {
        let draft = draft.clone();
        move |event: InputEvent| draft.set(Some(typed(&event)))
    };
    let finish = {
        let (draft, value, deed) = (draft.clone(), value.clone(), deed.clone());
        move |text: &str, by_enter: bool| {
            draft.set(None);
            if text.trim() != &*value {
                deed.emit(Deed::Write(index, text.trim().to_owned(), by_enter));
            }
        }
    };
    let onblur = {
        let finish = finish.clone();
        move |event: FocusEvent| finish(&typed(&event), false)
    };
    let onkeydown = {
        let (draft, value) = (draft.clone(), value.clone());
        move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" if !event.is_composing() => finish(&typed(&event), true),
            "Escape" => {
                event.target_unchecked_into::<HtmlInputElement>().set_value(&value);
                draft.set(None);
            }
            _ => {}
        }
    };
    let onpaste = {
        let (draft, deed) = (draft.clone(), deed.clone());
        move |event: Event| {
            let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
            let all = data.and_then(|data| data.get_data("text").ok()).map(|text| pieces(&text));
            if let Some(all) = all.filter(|all| all.len() > 1) {
                event.prevent_default();
                draft.set(None);
                deed.emit(Deed::Paste(index, all));
            }
        }
    };
    let onclick = deed.reform(move |_: MouseEvent| Deed::Remove(index));
    let place = (index + 1).to_string();
    let name =
        if is_last { [label, ", one more"].concat() } else { [label, ", ", &place].concat() };
    let remove = ["Remove ", value].concat();
    let shown = draft.as_ref().map_or(value.clone(), |draft| draft.clone().into());
    let is_invalid = is_invalid.then_some("true");
    html! {
        <>
            <input id={id.clone()} aria-label={name} value={shown} {oninput} {onblur} {onkeydown} {onpaste}
                autocomplete="off" autocapitalize="off" spellcheck="false"
                placeholder={is_last.then_some("one more")}
                aria-invalid={is_invalid} aria-describedby={said.clone()} />
            if !is_last {
                <button type="button" class="table-act" aria-label={remove} {onclick}>{ "Remove" }</button>
            }
        </>
    }
}

fn typed(event: &impl TargetCast) -> String {
    event.target_unchecked_into::<HtmlInputElement>().value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paste_is_its_lines_or_what_commas_part() {
        assert_eq!(pieces(" a\r\n\n b "), ["a", "b"]);
        assert_eq!(pieces("10.0.0.0/8, 10.1.0.0/16,"), ["10.0.0.0/8", "10.1.0.0/16"]);
        assert_eq!(pieces("ssh-rsa AAAA me, myself"), ["ssh-rsa AAAA me, myself"]);
        assert!(pieces(" \n").is_empty());
    }

    #[test]
    fn lines_are_written_where_they_are() {
        let path = FieldPath::root().key("network").key("hosts");
        let after = |deed| {
            let document = Document::read("network: { hosts: [a, b] }").expect("YAML");
            let (edits, _, focus) = change(&path, 2, deed);
            let document = document.edit(&edits).expect("edits");
            let count = document.items(&path);
            let all = (0..count)
                .filter_map(|index| document.scalar(&path.clone().index(index)).map(str::to_owned));
            (all.collect::<Vec<_>>().join(" "), focus)
        };
        assert_eq!(after(Deed::Write(1, "c".into(), true)), ("a c".into(), None));
        assert_eq!(after(Deed::Write(2, "c".into(), true)), ("a b c".into(), Some((3, 3))));
        assert_eq!(after(Deed::Write(2, "c".into(), false)), ("a b c".into(), None));
        assert_eq!(after(Deed::Write(0, String::new(), true)), ("b".into(), Some((0, 1))));
        assert_eq!(after(Deed::Write(0, String::new(), false)), ("b".into(), None));
        assert_eq!(after(Deed::Remove(1)), ("a".into(), Some((1, 1))));
        let paste = |index| after(Deed::Paste(index, vec!["x".into(), "y".into()]));
        assert_eq!(paste(0), ("a x y b".into(), Some((4, 4))));
        assert_eq!(paste(2), ("a b x y".into(), Some((4, 4))));
    }
}
