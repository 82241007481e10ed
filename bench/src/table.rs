//! Rows as a table for people: times are context, ratios the result.

use std::fmt::Write as _;
use std::time::Duration;

use crate::clock::millis;
use crate::row::{Directory, Row};

/// Its two lines of head.
pub(crate) fn head() -> String {
    let groups = format!(
        "{:>20} {:>46} {:>26} {:>16} {:>23} {:>18}",
        "", "microseconds a node", "beside the floor", "one core", "the program", "made"
    );
    let columns = format!(
        "{:<13} {:>6} {:>6} {:>6} {:>6} {:>8} {:>8} {:>7} {:>6} {:>6} {:>6} {:>5} {:>8} {:>7} {:>7} {:>7} {:>7} {:>8} {:>9}",
        "profile",
        "nodes",
        "parse",
        "valid",
        "plan",
        "render",
        "check",
        "zip",
        "render",
        "zip",
        "once",
        "dir",
        "nodes/s",
        "MB/s",
        "zip ms",
        "dir ms",
        "peak MB",
        "files MB",
        "zip MB"
    );
    format!("{groups}\n{columns}")
}

/// A row.
pub(crate) fn line(row: &Row) -> String {
    let Row { profile, nodes, made, steps, floors, program } = row;
    let each = |took: Duration| took.as_secs_f64() * 1e6 / count(*nodes as u64);
    let one_core = (steps.without_zip() + steps.zip).as_secs_f64();
    let mut line = format!("{profile:<13} {nodes:>6}");
    for took in [steps.parse, steps.validate, steps.plan] {
        write!(line, " {:>6.2}", each(took)).expect("text grows");
    }
    let directory = program.directory.as_ref();
    let ratio = |Directory { program, plain }: &Directory| over(*program, *plain);
    write!(
        line,
        " {:>8.1} {:>8.1} {:>7.1} {:>6.2} {:>6.2} {:>6.2} {:>5} {:>8.0} {:>7.1} {:>7.1} {:>7} {:>7} {:>8.2} {:>9.2}",
        each(steps.render),
        each(steps.check),
        each(steps.zip),
        over(steps.render, floors.render),
        over(steps.zip, floors.deflate),
        over(steps.zip, floors.deflate_distinct),
        directory.map_or("-".into(), |one| format!("{:.2}", ratio(one))),
        count(*nodes as u64) / one_core,
        count(made.bytes) / 1e6 / one_core,
        millis(program.zip),
        directory.map_or("-".into(), |one| format!("{:.1}", millis(one.program))),
        program.zip_peak_kib.map_or("?".into(), |kib| format!("{:.1}", count(kib * 1024) / 1e6)),
        count(made.bytes) / 1e6,
        count(made.zip_bytes) / 1e6,
    )
    .expect("text grows");
    line
}

fn over(took: Duration, floor: Duration) -> f64 {
    took.as_secs_f64() / floor.as_secs_f64()
}

#[expect(clippy::cast_precision_loss, reason = "sizes for people, far below 2^52")]
fn count(number: u64) -> f64 {
    number as f64
}
