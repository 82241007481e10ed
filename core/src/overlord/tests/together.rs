//! Killed at any point, and several at once: the same end, each unit made once.

use super::sim::{Sim, fresh};
use crate::overlord::{Action, Item, Line, Overlord};

/// A small generator of numbers: the same seed, the same run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap_or_default()
    }
}

/// Decides, and does the first so many actions; whether all were done.
fn partly(sim: &mut Sim, overlord: &mut Overlord, left: &mut usize) -> bool {
    let decision = overlord.decide(&sim.world(&overlord.clone().asks(sim.now)), sim.now);
    for item in &decision.items {
        if let Item::Action(action) = item {
            if *left == 0 {
                return false;
            }
            *left -= 1;
            let outcome = sim.apply(action);
            let _: Vec<Line> = overlord.report(action, &outcome, sim.now);
        }
    }
    sim.now += decision.wait.max(1);
    true
}

#[test]
fn killed_after_any_single_action_it_comes_to_the_same_end() {
    for published in [true, false] {
        let mut kills = 0;
        loop {
            let mut sim = Sim::four(published);
            let mut overlord = fresh(published);
            let mut left = kills;
            let mut rounds = 0;
            while partly(&mut sim, &mut overlord, &mut left) && rounds < 500 {
                rounds += 1;
            }
            let was_killed = rounds < 500;
            sim.settle(&mut fresh(published));
            sim.assert_done();
            if !was_killed {
                break;
            }
            kills += 1;
        }
        // Two marks for each machine, 13 units, and three registrations where there are any.
        assert_eq!(kills, if published { 24 } else { 21 });
    }
}

#[test]
fn killed_after_every_action_it_comes_to_the_same_end() {
    let mut sim = Sim::four(true);
    for _ in 0..3_000 {
        let mut left = 1;
        let mut overlord = fresh(true);
        while partly(&mut sim, &mut overlord, &mut left) && left == 1 {
            let settled =
                overlord.decide(&sim.world(&overlord.clone().asks(sim.now)), sim.now).settled;
            if settled {
                sim.assert_done();
                return;
            }
        }
    }
    panic!("not settled");
}

/// Two overlords, each acting on what it saw while the other acted: action by action, by dice.
#[test]
fn two_at_once_make_each_unit_once() {
    for seed in 1..=300 {
        let mut dice = Dice(seed);
        let mut sim = Sim::four(seed % 2 == 0);
        let mut both = [fresh(seed % 2 == 0), fresh(seed % 2 == 0)];
        let mut todo: [Vec<Action>; 2] = Default::default();
        let mut settled = [false; 2];
        for _ in 0..20_000 {
            let who = dice.roll(2);
            let (overlord, queue) = (&mut both[who], &mut todo[who]);
            if queue.is_empty() {
                let world = sim.world(&overlord.clone().asks(sim.now));
                let decision = overlord.decide(&world, sim.now);
                settled[who] = decision.settled;
                queue.extend(decision.items.iter().rev().filter_map(|item| match item {
                    Item::Action(action) => Some(action.clone()),
                    Item::Line(_) => None,
                }));
                sim.now += u64::try_from(dice.roll(400)).unwrap();
            } else if let Some(action) = queue.pop() {
                let outcome = sim.apply(&action);
                overlord.report(&action, &outcome, sim.now);
            }
            // One dies now and then, and comes back.
            if dice.roll(200) == 0 {
                both[who] = fresh(seed % 2 == 0);
                todo[who].clear();
                settled[who] = false;
            }
            if settled == [true; 2] {
                break;
            }
        }
        assert_eq!(settled, [true; 2], "seed {seed}");
        sim.assert_done();
    }
}
