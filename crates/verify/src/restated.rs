//! Which records are replaced by corrections (docs/spec/verdicts.md, section 1.1).

use std::collections::BTreeMap;

use evidence::Head;

use crate::binding::{Binding, key};

/// Restated record → the record that replaces it (of several the one with the last id). Only its
/// own source can correct a record, by the same way and not with a lower standing: what a side
/// passes on does not replace what the mission wrote. Records that correct each other in a circle
/// correct nothing.
pub(crate) fn restated<'a>(
    binding: &Binding<'_>,
    heads: impl Iterator<Item = &'a Head>,
) -> BTreeMap<String, String> {
    let by_id: BTreeMap<&str, &Head> = heads.map(|head| (head.id.as_str(), head)).collect();
    let mut pairs = BTreeMap::new();
    for head in by_id.values() {
        let Some(old) = head.restates.as_deref().and_then(|id| by_id.get(id)) else { continue };
        if corrects(binding, head, old) {
            pairs.insert(old.id.clone(), head.id.clone());
        }
    }
    let circular = |old: &str| {
        let next = |id: &&str| pairs.get(*id).map(String::as_str);
        let chain = std::iter::successors(next(&old), next).take(pairs.len());
        chain.into_iter().any(|id| id == old)
    };
    let kept = pairs.iter().filter(|(old, _)| !circular(old));
    kept.map(|(old, new)| (old.clone(), new.clone())).collect()
}

fn corrects(binding: &Binding<'_>, new: &Head, old: &Head) -> bool {
    let relay = |head: &Head| head.relayed_by.as_deref().map(key);
    binding.is_same_source(&new.source, &old.source)
        && relay(new) == relay(old)
        && binding.standing(new) >= binding.standing(old)
}
