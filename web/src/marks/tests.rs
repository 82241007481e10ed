use super::*;
use crate::job::{Place, places};

const SPEC: &str = include_str!("../../../examples/one-plus-two.yaml");

fn plan(text: &str) -> Rc<Plan> {
    job::judge(text).plan.expect("a plan").into()
}

fn between(before: &str, after: &str) -> Vec<FieldPath> {
    let read = |text| Document::read(text).expect("YAML");
    touched(&read(before), &read(after))
}

fn change(from: &str, to: &str) -> String {
    let changed = SPEC.replace(from, to);
    assert_ne!(changed, SPEC);
    changed
}

/// The marks after these texts, one after the other, with every bundle looked at.
fn after(texts: &[&str]) -> Marks {
    let mut marks = Marks::default();
    for pair in texts.windows(2) {
        marks.follow(&plan(pair[0]), &plan(pair[1]), between(pair[0], pair[1]));
    }
    while marks.busy() {
        marks.step(2, 0);
    }
    marks
}

fn counts(marks: &Marks) -> Vec<u32> {
    (0..4).map(|index| marks.count(index)).collect()
}

fn open(marks: &mut Marks, text: &str, name: &str) -> Bundle {
    let plan = plan(text);
    let index = places(&plan).iter().position(|place| place.label() == name).expect(name);
    let place = places(&plan).swap_remove(index);
    let bundle = job::render(&plan, &place).expect("a bundle");
    marks.open(index, &bundle);
    bundle
}

const DNS: &str = "network:\n  dns_service_ip: 10.3.0.53";

#[test]
fn nothing_is_marked_at_first() {
    let mut marks = after(&[SPEC]);
    assert!(!marks.any() && !marks.busy());
    let bundle = open(&mut marks, SPEC, "worker-1");
    let file = &bundle.artifacts()[0];
    assert_eq!((marks.change(&file.path), marks.count(0)), (None, 0));
    assert_eq!(marks.hunks(&file.path, "other"), []);
}

#[test]
fn an_edit_marks_the_lines_it_changed() {
    let text = change("network:", DNS);
    let mut marks = after(&[SPEC, &text]);
    let bundle = open(&mut marks, &text, "worker-1");
    let mut seen = 0;
    for file in bundle.artifacts().iter().filter(|file| file.path != SUMS) {
        let text = String::from_utf8_lossy(&file.bytes);
        let wanted: Vec<usize> = text
            .split_inclusive('\n')
            .enumerate()
            .filter_map(|(n, line)| line.contains("10.3.0.53").then_some(n))
            .collect();
        let found: Vec<usize> =
            marks.hunks(&file.path, &text).into_iter().flat_map(|hunk| hunk.after).collect();
        assert_eq!(found, wanted, "{}", file.path);
        assert_eq!(marks.change(&file.path), (!wanted.is_empty()).then_some(Change::Changed));
        seen += u32::from(!wanted.is_empty());
    }
    assert!(seen > 0);
    assert_eq!(marks.count(1), seen);
    assert!(
        !marks.hunks(SUMS, &String::from_utf8_lossy(&bundle.get(SUMS).unwrap().bytes)).is_empty()
    );
}

#[test]
fn a_label_changes_its_machine_alone() {
    let text = change("ip: 192.168.100.21 }", "ip: 192.168.100.21, labels: { zone: a } }");
    let found = counts(&after(&[SPEC, &text]));
    assert!(found[1] > 0, "{found:?}");
    assert_eq!((found[0], found[2]), (0, 0));
    assert_eq!(after(&[SPEC, &text]).total(), (found[1] + found[3], 1 + usize::from(found[3] > 0)));
}

#[test]
fn what_an_edit_of_one_machine_cannot_reach_is_not_looked_at() {
    let text = change("ip: 192.168.100.21 }", "ip: 192.168.100.21, labels: { zone: a } }");
    let mut marks = Marks::default();
    marks.follow(&plan(SPEC), &plan(&text), between(SPEC, &text));
    assert_eq!(*marks.counts, [Some(0), None, Some(0), None], "its own, and the cluster's are");
}

#[test]
fn the_same_field_keeps_its_marks_and_another_begins_anew() {
    let (first, second) = (change("network:", DNS), change("network:", &DNS.replace("53", "54")));
    let third = second.replace("name: small", "name: other");
    let both = after(&[SPEC, &first, &second]);
    assert_eq!(counts(&both), counts(&after(&[SPEC, &second])));
    assert_eq!(both.plans.as_ref().unwrap().0, plan(SPEC));
    let elsewhere = after(&[SPEC, &first, &second, &third]);
    assert_eq!(counts(&elsewhere), counts(&after(&[&second, &third])));
    assert_ne!(counts(&elsewhere), counts(&both));
    let back = after(&[SPEC, &first, SPEC]);
    assert!(!back.any(), "as it was");
}

#[test]
fn what_is_seen_is_marked_no_more() {
    let mut marks = after(&[SPEC, &change("network:", DNS)]);
    marks.see();
    assert_eq!((counts(&marks), marks.any(), marks.busy()), (vec![0; 4], false, false));
}

#[test]
fn a_renamed_machine_is_compared_with_itself() {
    let text = change("worker-1", "first");
    let mut marks = after(&[SPEC, &text]);
    let bundle = open(&mut marks, &text, "first");
    assert!(bundle.artifacts().iter().any(|file| marks.change(&file.path).is_none()));
    assert!(bundle.artifacts().iter().all(|file| marks.change(&file.path) != Some(Change::New)));
}

#[test]
fn a_machine_that_came_is_new_and_those_after_it_are_not() {
    let text = change(
        "  - { name: worker-1",
        "  - { name: worker-0, role: worker, ip: 192.168.100.20 }\n  - { name: worker-1",
    );
    let mut marks = after(&[SPEC, &text]);
    let bundle = open(&mut marks, &text, "worker-0");
    let files = u32::try_from(bundle.artifacts().len()).unwrap();
    assert_eq!((marks.count(1), marks.count(2)), (files - 1, 0), "all but the sums");
    let file = &bundle.artifacts()[0];
    let lines = String::from_utf8_lossy(&file.bytes);
    let all = Hunk { before: 0..0, after: 0..lines.split_inclusive('\n').count() };
    assert_eq!(marks.hunks(&file.path, &lines), [all]);
}

#[test]
fn files_that_are_gone_are_named() {
    let text = change("network:", "network:\n  provider: none");
    let mut marks = after(&[SPEC, &text]);
    open(&mut marks, &text, "worker-1");
    assert!(marks.gone().iter().any(|path| path.contains("flannel")), "{:?}", marks.gone());
}

#[test]
fn a_step_looks_at_no_more_than_it_may() {
    let text = change("network:", DNS);
    let mut marks = Marks::default();
    marks.follow(&plan(SPEC), &plan(&text), between(SPEC, &text));
    let seen = |marks: &Marks| marks.counts.iter().map(Option::is_some).collect::<Vec<_>>();
    marks.step(1, 2);
    assert_eq!(seen(&marks), [false, false, true, false], "that in sight is the first");
    assert!(marks.busy());
    marks.step(2, 3);
    assert_eq!(seen(&marks), [true, false, true, true], "and round");
    marks.step(100, 0);
    assert!(!marks.busy() && seen(&marks) == [true; 4]);
    assert_eq!(places(&plan(&text))[3], Place::Cluster);
}
