//! Numbers that look random and are the same each time, for a look each day at a share of what could be tried.

/// Whether every edit of every value is to be made, and not a share of them: `KUBECORE_EDITS=all`.
pub fn in_full() -> bool {
    std::env::var("KUBECORE_EDITS").is_ok_and(|value| value == "all")
}

/// `SplitMix64`, from a seed.
#[derive(Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// Any number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0, and less than `end`, or 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).expect("a small number");
        usize::try_from(self.roll() % end).expect("a small number")
    }

    /// Any byte.
    pub fn byte(&mut self) -> u8 {
        self.roll().to_be_bytes()[0]
    }
}
