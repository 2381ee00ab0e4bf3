//! Adjusted Winner: two parties divide items so that both get the same number of points, nobody
//! could have more without the other having less, and at most one item is split.
//!
//! Brams and Taylor, *Fair Division* (1996), chapter 4. The procedure gives each item to whoever
//! values it more and then moves items, those of the closest ratio first, until both have the same.
//! Here the items are put in order of the ratio at once, and the place is found at which giving the
//! first party all before it makes both equal: the same division.

use std::cmp::Ordering;

use basis::Diagnostic;
use num_traits::{One as _, Signed as _, Zero as _};

use crate::codes;
use crate::number::{Number, exact};

/// Items of a division.
pub const ITEMS_MAX: usize = 10_000;

/// Something to be divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// Points of the first and second party; not negative.
    pub points: [Number; 2],
}

/// Two parties and what they divide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// Names.
    pub parties: [String; 2],
    /// In the order of the file.
    pub items: Vec<Item>,
}

/// Who gets what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// The first party's share of each item, from 0 to 1; the rest is the second's.
    pub shares: Vec<Number>,
    /// What each party has, in its own points.
    pub totals: [Number; 2],
    /// The item that is split, where one is.
    pub split: Option<usize>,
    /// Items that could be split in its place, since both parties compare them in the same way.
    pub instead: Vec<usize>,
}

impl Division {
    /// Adjusted Winner.
    ///
    /// # Errors
    /// Where the parties have different numbers of points to give: [`codes::TOTALS`].
    pub fn adjusted_winner(&self) -> Result<Settlement, Diagnostic> {
        let total = |party: usize| self.items.iter().map(|i| &i.points[party]).sum::<Number>();
        if total(0) != total(1) {
            return Err(self.unequal(&total(0), &total(1)));
        }
        let mut order: Vec<usize> = (0..self.items.len()).collect();
        order.sort_by(|a, b| by_ratio(&self.items[*b], &self.items[*a]).then(a.cmp(b)));
        let (mut first, mut second) = (Number::zero(), total(1));
        let mut shares = vec![Number::zero(); self.items.len()];
        let mut split = None;
        for at in order {
            let [a, b] = &self.items[at].points;
            let both = a + b;
            let share = if both.is_zero() { Number::zero() } else { (&second - &first) / both };
            let share = share.clamp(Number::zero(), Number::one());
            first += &share * a;
            second -= &share * b;
            if share.is_positive() && !share.is_one() {
                split = Some(at);
            }
            shares[at] = share;
        }
        let same = |at: &usize| {
            split.is_some_and(|split| {
                let [a, b] = &self.items[*at].points;
                let none = a.is_zero() && b.is_zero();
                split != *at && !none && by_ratio(&self.items[split], &self.items[*at]).is_eq()
            })
        };
        let instead = (0..self.items.len()).filter(same).collect();
        Ok(Settlement { shares, totals: [first, second], split, instead })
    }

    fn unequal(&self, first: &Number, second: &Number) -> Diagnostic {
        let [a, b] = &self.parties;
        let (first, second) = (exact(first), exact(second));
        let message = format!("`{a}` gives {first} points in all, and `{b}` gives {second}");
        Diagnostic::error(codes::TOTALS, message)
            .help("Adjusted Winner compares shares of the same total, such as 100 points each")
    }
}

/// Which item the first party values more in relation to the second; items without points for
/// either stand with the least.
fn by_ratio(one: &Item, other: &Item) -> Ordering {
    let none = |item: &Item| item.points.iter().all(Number::is_zero);
    match (none(one), none(other)) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => {
            let ([a, b], [c, d]) = (&one.points, &other.points);
            (a * d).cmp(&(c * b))
        }
    }
}
