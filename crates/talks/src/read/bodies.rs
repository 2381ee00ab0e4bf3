//! Our own formats of two small questions: `detente-division/1` and `detente-voting/1`.

use num_traits::{Signed as _, ToPrimitive as _};

use super::json::{Reader, Root};
use super::own::{Names, format};
use super::{Input, Problems};
use crate::codes;
use crate::division::{Division, ITEMS_MAX, Item};
use crate::power::{Body, MEMBERS_MAX};

/// Reads what two parties divide.
pub(super) fn division<'a>(file: &Input<'a>, root: &Root<'a>) -> Result<Division, Problems> {
    let mut reader = Reader::new(file);
    format(&mut reader, &root.fields, "detente-division/1");
    reader.only(&root.fields, &["format", "title", "parties", "items"]);
    let mut parties = [String::new(), String::new()];
    if let Some(value) = reader.field(&root.fields, "parties", None) {
        match reader.list(value, "`parties`").as_slice() {
            [first, second] => {
                parties = [first, second].map(|name| reader.text(name, "a party"));
                if parties[0] == parties[1] && !parties[0].is_empty() {
                    let message = format!("the party `{}` stands twice", parties[0]);
                    reader.report(codes::TWICE, message, value);
                }
            }
            _ => reader.report(codes::PARTIES, "Adjusted Winner is for two parties", value),
        }
    }
    let mut items = Vec::new();
    let mut names = Names::default();
    if let Some(value) = reader.field(&root.fields, "items", None) {
        let list = reader.list(value, "`items`");
        if list.len() > ITEMS_MAX {
            reader.report(codes::LIMIT, format!("more than {ITEMS_MAX} items"), value);
        }
        for value in list.into_iter().take(ITEMS_MAX) {
            let fields = reader.object(value, "an item");
            reader.only(&fields, &["name", "points"]);
            let name = names.read(&mut reader, &fields, value, "item");
            let Some(points) = reader.field(&fields, "points", Some(value)) else { continue };
            let [first, second] = reader.list(points, "`points`")[..] else {
                reader.report(codes::FIELD, "an item has points for two parties", points);
                continue;
            };
            let points_of = [first, second].map(|value| reader.number(value));
            if points_of.iter().any(|number| number.is_negative()) {
                reader.report(codes::NUMBER, "points are not negative here", points);
            }
            items.push(Item { name, points: points_of });
        }
    }
    reader.done(Division { parties, items })
}

/// Reads a voting body.
pub(super) fn body<'a>(file: &Input<'a>, root: &Root<'a>) -> Result<Body, Problems> {
    let mut reader = Reader::new(file);
    format(&mut reader, &root.fields, "detente-voting/1");
    reader.only(&root.fields, &["format", "title", "quota", "members"]);
    let quota = reader.field(&root.fields, "quota", None);
    let quota = quota.map(|value| votes(&mut reader, value)).unwrap_or_default();
    let mut members = Vec::new();
    let mut names = Names::default();
    if let Some(value) = reader.field(&root.fields, "members", None) {
        let list = reader.list(value, "`members`");
        if list.len() > MEMBERS_MAX {
            reader.report(codes::LIMIT, format!("more than {MEMBERS_MAX} members"), value);
        }
        for value in list.into_iter().take(MEMBERS_MAX) {
            let fields = reader.object(value, "a member");
            reader.only(&fields, &["name", "votes"]);
            let name = names.read(&mut reader, &fields, value, "member");
            let Some(value) = reader.field(&fields, "votes", Some(value)) else { continue };
            members.push((name, votes(&mut reader, value)));
        }
    }
    reader.done(Body { quota, members })
}

/// A whole number of votes.
fn votes<'a>(reader: &mut Reader<'_, 'a>, value: &'a serde_json::value::RawValue) -> usize {
    let number = reader.number(value);
    let whole = number.is_integer().then(|| number.to_integer().to_usize()).flatten();
    whole.unwrap_or_else(|| {
        reader.report(codes::NUMBER, "votes are whole and not negative", value);
        0
    })
}
