//! `%name%`: how Heat's text functions find the places to replace.
//!
//! Heat looks for the bare letters and knows no escape, so a placeholder is given a name that
//! nothing else in its text has.

use crate::format::hole::{self, Filler, Hole};

/// Which member of a [`ResourceGroup`](super::ResourceGroup) it is, counted from 0.
pub const INDEX: Hole = placeholder("index");

/// The hole `%name%`; the name begins with a small letter and has at least two small letters,
/// digits, `_` and `-`.
pub const fn placeholder(name: &'static str) -> Hole {
    Hole::new(Filler::Heat, name)
}

/// How a text's placeholders are spelled. A text is finite, so some spelling is always free.
pub(super) struct Spelling {
    number: u32,
}

impl Spelling {
    /// The first spelling of `names` that `texts` hold nowhere but at their holes.
    pub(super) fn of(names: &[&str], texts: &[&str]) -> Self {
        let mut spelling = Self { number: 1 };
        while !texts.iter().all(|text| spelling.fits(names, text)) {
            spelling.number += 1;
        }
        spelling
    }

    /// `%name%`, `%name_2%` and so on.
    pub(super) fn of_name(&self, name: &str) -> String {
        match self.number {
            1 => Filler::Heat.spelled(name),
            number => Filler::Heat.spelled(&format!("{name}_{number}")),
        }
    }

    /// `text` with the holes of `names` spelled; others stay.
    pub(super) fn spell(&self, names: &[&str], text: &str) -> String {
        hole::fill(text, Filler::Heat, |name, _| names.contains(&name).then(|| self.of_name(name)))
    }

    /// Whether each name is found as often as it has holes. Other holes count with their own
    /// spelling, since their signs may touch.
    fn fits(&self, names: &[&str], text: &str) -> bool {
        let whole = hole::fill(text, Filler::Heat, |name, _| {
            let own = names.contains(&name);
            Some(if own { self.of_name(name) } else { Filler::Heat.spelled(name) })
        });
        names.iter().all(|name| {
            let holes = hole::names(text, Filler::Heat).filter(|hole| hole == name).count();
            occurrences(&whole, &self.of_name(name)) == holes
        })
    }
}

/// How often `word` is found, overlaps counted.
fn occurrences(text: &str, word: &str) -> usize {
    let starts = |(at, _): &(usize, &str)| text.get(*at..).is_some_and(|r| r.starts_with(word));
    text.match_indices('%').filter(starts).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(text: &str) -> String {
        Spelling::of(&["token"], &[text]).spell(&["token"], text)
    }

    #[test]
    fn a_placeholder_is_found_only_where_it_was_meant() {
        let token = placeholder("token");
        for (text, expected) in [
            (format!("a {token} b"), "a %token% b"),
            (format!("a%{token}%b"), "a%%token%%b"),
            (format!("{token} %token%"), "%token_2% %token%"),
            (format!("{token} %token% %token_2%"), "%token_3% %token% %token_2%"),
            (format!("%token{token}"), "%token%token_2%"),
            (format!("{token}token%"), "%token_2%token%"),
            (format!("{token}{token}"), "%token%%token%"),
        ] {
            assert_eq!(spelled(&text), expected);
        }
    }

    #[test]
    fn other_holes_stay() {
        let text = format!("%token{INDEX}{}", placeholder("token"));
        assert_eq!(spelled(&text), format!("%token{INDEX}%token_2%"));
    }

    /// What `str_replace` does: the longest placeholder first, what it puts in is not looked at
    /// again (`heat/engine/hot/functions.py`).
    fn str_replace(text: &str, params: &[(String, &str)]) -> String {
        match params {
            [] => text.to_owned(),
            [(placeholder, value), others @ ..] => text
                .split(placeholder.as_str())
                .map(|piece| str_replace(piece, others))
                .collect::<Vec<_>>()
                .join(value),
        }
    }

    #[test]
    fn heat_finds_what_was_meant_in_any_text() {
        let (token, tok) = (placeholder("token"), placeholder("tok"));
        let holes = [token.to_string(), tok.to_string(), INDEX.to_string()];
        let plain = ["%", "%%", "token", "tok", "index", "_2", "_3", " "].map(str::to_owned);
        let pieces: Vec<&String> = holes.iter().chain(&plain).collect();
        let names = ["token", "tok"];
        let value = |name: &str| match name {
            "token" => "T",
            "tok" => "%tok%",
            _ => "7",
        };
        let mut random = 0x2545_f491_4f6c_dd1d_u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..8 {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                text.push_str(pieces[usize::try_from(random % 11).unwrap()]);
            }
            let spelling = Spelling::of(&names, &[&text]);
            let inner = spelling.spell(&names, &text);
            let group = Spelling::of(&["index"], &[&inner]);
            let params = names.map(|name| (spelling.of_name(name), value(name)));
            let found = str_replace(&group.spell(&["index"], &inner), &params)
                .replace(&group.of_name("index"), "7");
            let meant = hole::fill(&text, Filler::Heat, |name, _| Some(value(name).to_owned()));
            assert_eq!(found, meant, "{text:?}");
        }
    }
}
