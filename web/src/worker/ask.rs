//! The page's side.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::utils::document;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};
use zeroize::Zeroizing;

use super::order::write;
use super::{Answer, Order};
use crate::platform::give;

/// What starts the worker: `web/keys.js`, beside the page.
const SCRIPT: &str = "keys.js";

/// Has keys made, and hands on what the worker says, the end of it last.
pub(crate) fn ask(order: &Order, tell: impl Fn(Answer) + 'static) {
    let begun = write(order).and_then(|order| {
        Ok((order, start().map_err(|why| format!("no worker starts: {why:?}"))?))
    });
    match begun {
        Ok((order, worker)) => listen(worker, order, tell),
        Err(why) => tell(Answer::Refused(why)),
    }
}

fn start() -> Result<Worker, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    Worker::new_with_options(&[SCRIPT, &version()].concat(), &options)
}

/// The worker's files have no hash in their names. The page's program has one, by which no browser
/// takes an older worker from its cache.
fn version() -> String {
    let program = document().query_selector("meta[name=kubecore-program]").ok().flatten();
    let name = program.and_then(|program| program.get_attribute("content"));
    name.map(|name| ["?", name.trim_start_matches("./")].concat()).unwrap_or_default()
}

/// Its listeners hold the worker. All of them go with the last answer, and the worker's memory with
/// them.
fn listen(worker: Worker, order: Zeroizing<Vec<u8>>, tell: impl Fn(Answer) + 'static) {
    type Held = Rc<RefCell<Option<(Worker, [EventListener; 2])>>>;
    let held = Held::default();
    let hear = {
        let held = held.clone();
        move |said: &JsValue| {
            let answer = Answer::read(said);
            match &answer {
                Answer::Listening => {
                    if let Some((worker, _)) = &*held.borrow() {
                        send(worker, &order);
                    }
                    return;
                }
                Answer::Made(..) => {}
                Answer::Issued(_) | Answer::Refused(_) => {
                    if let Some((worker, _)) = &*held.borrow() {
                        worker.terminate();
                    }
                    // A listener must not be dropped while it runs.
                    let held = held.clone();
                    gloo::timers::callback::Timeout::new(0, move || drop(held.take())).forget();
                }
            }
            tell(answer);
        }
    };
    let hear = Rc::new(hear);
    let messages = EventListener::new(&worker, "message", {
        let hear = hear.clone();
        move |event: &Event| hear(&event.unchecked_ref::<MessageEvent>().data())
    });
    // It could not be loaded, or stopped in the middle. Its own words say nothing to anybody.
    let errors = EventListener::new(&worker, "error", move |_| hear(&JsValue::UNDEFINED));
    held.replace(Some((worker, [messages, errors])));
}

/// Moves it: what the page keeps is overwritten.
fn send(worker: &Worker, order: &[u8]) {
    let bytes = give(order);
    // Fails only where bytes cannot be moved, which these can.
    let _ = worker.post_message_with_transfer(&bytes, &Array::of1(&bytes));
}
