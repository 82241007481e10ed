//! The part of a long list that is in sight, and empty space in place of the rest.

use std::ops::Range;

use yew::prelude::*;

/// Rows are put in and taken out so many at a time, so that not every turn of a wheel changes the page.
const BLOCK: usize = 16;

/// The rows to draw of `count` that are `row` pixels high each, seen from `top` in `height` pixels: those in sight,
/// and a block more on both sides.
pub fn window(top: i32, height: i32, row: u32, count: usize) -> Range<usize> {
    let rows = |pixels: i32| usize::try_from(pixels).unwrap_or_default() / row.max(1) as usize;
    let first = rows(top) / BLOCK * BLOCK;
    let last = (rows(top) + rows(height)) / BLOCK * BLOCK + 2 * BLOCK;
    first.saturating_sub(BLOCK).min(count)..last.min(count)
}

/// Where to scroll so that `row` is in sight, if it is not.
pub fn scroll_to(top: i32, height: i32, row: u32, index: usize) -> Option<i32> {
    let row = i32::try_from(row).ok()?;
    let at = i32::try_from(index).ok()?.checked_mul(row)?;
    match (at < top, at + row > top + height) {
        (true, _) => Some(at),
        (_, true) => Some((at + row - height).max(0)),
        _ => None,
    }
}

/// Space as high as `rows` rows. A picture, as its height is no style: the page's policy allows none in line.
pub(crate) fn space(rows: usize, row: u32) -> Html {
    let height = (rows * row as usize).to_string();
    html! { <svg class="space" width="1" {height} aria-hidden="true" /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_sight_is_drawn() {
        for top in (0..27_000_u16).step_by(13) {
            let drawn = window(top.into(), 560, 28, 1000);
            let top = usize::from(top);
            let (first, last) = (top / 28, (top + 560).div_ceil(28).min(1000));
            assert!(drawn.start <= first && drawn.end >= last, "{top}: {drawn:?}");
            assert!(drawn.len() <= 20 + 4 * BLOCK, "{top}: {drawn:?}");
        }
    }

    #[test]
    fn a_window_keeps_to_the_list() {
        assert_eq!(window(0, 560, 28, 5), 0..5);
        assert_eq!(window(99_999, 560, 28, 5), 5..5);
        assert_eq!(window(-10, -1, 28, 100), 0..32);
        assert_eq!(window(0, 560, 28, 0), 0..0);
    }

    #[test]
    fn a_row_in_sight_stays() {
        assert_eq!(scroll_to(280, 280, 28, 12), None);
        assert_eq!(scroll_to(280, 280, 28, 9), Some(252));
        assert_eq!(scroll_to(280, 280, 28, 20), Some(308));
        assert_eq!(scroll_to(0, 10, 28, 0), Some(18), "its end, in a window that is too small");
    }
}
