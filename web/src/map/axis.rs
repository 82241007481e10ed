//! A line of addresses in their order, but not to scale: of two ranges the one with a hundred times
//! the addresses is a little longer, and what nobody has is cut short.

use std::ops::RangeInclusive;

use kubecore::order;

/// Where a line has its pieces.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Axis {
    pieces: Vec<Piece>,
}

/// A stretch of the line, in hundredths of its length.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Extent {
    pub(super) start: f64,
    pub(super) width: f64,
}

/// Addresses that the same ranges have.
#[derive(Debug, Clone, PartialEq)]
struct Piece {
    addresses: RangeInclusive<u128>,
    is_gap: bool,
    extent: Extent,
}

/// Lengths before they are brought to a hundred: a gap, a single address, and how often the number
/// of addresses must double to add one.
const GAP: f64 = 1.2;
const ADDRESS: f64 = 4.0;
const DOUBLINGS: f64 = 4.0;

/// A range of IPv6 is drawn no longer than one with 2^32 addresses.
const MOST_DOUBLINGS: u32 = 32;

impl Axis {
    /// The line from the first address of all these ranges to the last.
    pub(super) fn of(ranges: &[RangeInclusive<u128>]) -> Self {
        let starts = ranges.iter().map(|range| *range.start());
        let ends = ranges.iter().filter_map(|range| range.end().checked_add(1));
        let bounds = order::set(starts.chain(ends));
        let last = ranges.iter().map(|range| *range.end()).max().unwrap_or_default();
        let after = bounds.iter().skip(1).map(|next| next.saturating_sub(1)).chain([last]);
        let mut pieces: Vec<Piece> = Vec::new();
        let mut length = 0.0;
        for (first, end) in bounds.iter().zip(after).filter(|(first, end)| *first <= end) {
            let is_gap = !ranges.iter().any(|range| range.contains(first));
            let width = if is_gap { GAP } else { ADDRESS + doublings(end - first) / DOUBLINGS };
            let extent = Extent { start: length, width };
            pieces.push(Piece { addresses: *first..=end, is_gap, extent });
            length += width;
        }
        for Piece { extent: Extent { start, width }, .. } in &mut pieces {
            *start *= 100.0 / length;
            *width *= 100.0 / length;
        }
        Self { pieces }
    }

    /// Where these addresses are on the line.
    pub(super) fn extent(&self, addresses: &RangeInclusive<u128>) -> Extent {
        let start = self.place(*addresses.start(), 0);
        Extent { start, width: self.place(*addresses.end(), 1) - start }
    }

    /// What nobody has.
    pub(super) fn gaps(&self) -> impl Iterator<Item = Extent> {
        self.pieces.iter().filter(|piece| piece.is_gap).map(|piece| piece.extent)
    }

    /// Where an address begins; with `more`, where it ends.
    fn place(&self, address: u128, more: u128) -> f64 {
        let Some(piece) = self.pieces.iter().find(|piece| piece.addresses.contains(&address))
        else {
            return 0.0;
        };
        let (first, end) = (piece.addresses.start(), piece.addresses.end());
        let part = share((address - first).saturating_add(more), (end - first).saturating_add(1));
        piece.extent.start + piece.extent.width * part
    }
}

/// `part` of `whole`.
fn share(part: u128, whole: u128) -> f64 {
    let bits = u128::BITS - whole.leading_zeros();
    let short =
        |n: u128| f64::from(u32::try_from(n >> bits.saturating_sub(32)).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { (short(part) / short(whole)).min(1.0) }
}

fn doublings(more: u128) -> f64 {
    f64::from((u128::BITS - more.leading_zeros()).min(MOST_DOUBLINGS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(extent: Extent) -> f64 {
        extent.start + extent.width
    }

    #[test]
    fn the_line_is_full_and_in_order() {
        let ranges = [10..=19, 15..=16, 100..=100, u128::MAX - 1..=u128::MAX];
        let axis = Axis::of(&ranges);
        let [around, inside, one, last] = ranges.map(|range| axis.extent(&range));
        assert!(around.start.abs() < 1e-9 && (end(last) - 100.0).abs() < 1e-9);
        assert!(around.start < inside.start && end(inside) < end(around));
        assert!(end(around) < one.start && end(one) < last.start);
        assert_eq!(axis.gaps().count(), 2);
        assert!(axis.gaps().all(|gap| gap.width < one.width));
    }

    #[test]
    fn neighbours_touch_and_nothing_is_nothing() {
        let axis = Axis::of(&[0..=255, 256..=511]);
        assert_eq!(axis.gaps().count(), 0);
        assert!((end(axis.extent(&(0..=255))) - axis.extent(&(256..=511)).start).abs() < 1e-9);
        assert_eq!(Axis::of(&[]).pieces, []);
    }

    #[test]
    fn inside_a_piece_it_is_to_scale() {
        let axis = Axis::of(&[0..=99]);
        let half = axis.extent(&(50..=99));
        assert!((half.start - 50.0).abs() < 1e-9 && (half.width - 50.0).abs() < 1e-9);
        assert!((share(1 << 126, 1 << 127) - 0.5).abs() < 1e-6);
        assert!((share(u128::MAX, u128::MAX) - 1.0).abs() < 1e-6);
    }

    #[test]
    fn the_whole_of_ipv6_has_room() {
        let axis = Axis::of(&[0..=u128::MAX, 5..=5]);
        assert!((end(axis.extent(&(0..=u128::MAX))) - 100.0).abs() < 1e-9);
        assert!(axis.extent(&(5..=5)).width > 5.0);
    }
}
