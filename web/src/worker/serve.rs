//! The worker's side.

use gloo::events::EventListener;
use js_sys::{Array, ArrayBuffer};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, Event, MessageEvent};
use zeroize::Zeroizing;

use super::order::read;
use super::{Answer, Issued};
use crate::pki;
use crate::platform::{give, take};

/// Waits for an order, and says so. The page ends this program with its worker.
pub fn serve() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let hear = {
        let scope = scope.clone();
        move |event: &Event| {
            let order = event.unchecked_ref::<MessageEvent>().data().unchecked_into();
            spawn_local(fulfil(scope.clone(), take(&order)));
        }
    };
    EventListener::new(&scope, "message", hear).forget();
    say(&scope, &JsValue::NULL);
}

async fn fulfil(scope: DedicatedWorkerGlobalScope, order: Zeroizing<Vec<u8>>) {
    let made = |done, total| say(&scope, &Answer::made(done, total));
    match issue(&order, made).await {
        Ok(bytes) => {
            // Moved, not copied. Fails only where bytes cannot be moved, which these can.
            let _ = scope.post_message_with_transfer(&bytes, &Array::of1(&bytes));
        }
        Err(why) => say(&scope, &why.into()),
    }
}

async fn issue(order: &[u8], made: impl Fn(usize, usize)) -> Result<ArrayBuffer, String> {
    let order = read(order)?;
    let issued = pki::issue(&order.list, &order.pki()?, |step| made(step.done, step.total))
        .await
        .map_err(|why| why.to_string())?;
    Ok(give(&Issued::new(&order.list, &issued).write()))
}

/// Fails only for values that cannot be copied, which these can.
fn say(scope: &DedicatedWorkerGlobalScope, value: &JsValue) {
    let _ = scope.post_message(value);
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use std::cell::RefCell;

    use kubecore::pki::Files;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::super::Order;
    use super::super::order::write;
    use super::*;
    use crate::job;

    #[wasm_bindgen_test]
    async fn an_order_is_fulfilled_once() {
        let spec = include_str!("../../../examples/one-plus-two.yaml");
        let list = job::certificates(&job::judge(spec).plan.unwrap()).unwrap();
        let told = RefCell::new(Vec::new());
        let first = Order::new(list.clone(), &Files::new());
        let bytes = write(&first).unwrap();
        let made = issue(&bytes, |done, total| told.borrow_mut().push((done, total))).await;
        assert_eq!(told.into_inner(), (1..=5).map(|done| (done, 5)).collect::<Vec<_>>());
        let issued = Issued::read(&take(&made.unwrap())).unwrap();
        let again = write(&Order::new(list.clone(), &issued.changes())).unwrap();
        let made = issue(&again, |_, _| panic!("nothing is missing")).await.unwrap();
        let same = Issued::read(&take(&made)).unwrap();
        assert_eq!(same.papers, issued.papers);
        assert!(same.changes().is_empty());
    }

    #[wasm_bindgen_test]
    async fn what_is_no_order_is_refused() {
        assert!(issue(b"[]", |_, _| ()).await.is_err());
    }
}
