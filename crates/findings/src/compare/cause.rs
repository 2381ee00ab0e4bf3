//! What caused a difference.

use std::collections::{BTreeMap, BTreeSet};

use basis::Instant;

use crate::{DifferenceClass, Findings, Input, InputRole, Manifest, Options, RecordInfo};

use DifferenceClass::{
    AccordChanged, GeometryChanged, NewInformation, OptionsChanged, ProgramChanged, RecordChanged,
    RecordWithdrawn, Restated,
};

/// Everything that changed between two runs and may cause differences of findings.
pub(super) struct Causes {
    /// Records that changed, with the sort of change.
    records: BTreeMap<String, DifferenceClass>,
    /// The same by file of the case.
    by_file: BTreeMap<String, BTreeSet<String>>,
    /// What changed beside the records, the most telling first.
    structural: Vec<DifferenceClass>,
    /// Records that became known last in the new run: they move an `as_of` that nobody asked for.
    latest: Vec<String>,
    as_of_asked: bool,
    /// The end of what was looked at is `as_of` in both runs: it follows the evidence too.
    until_follows: bool,
    /// Some file of evidence is not the same.
    evidence_changed: bool,
}

impl Causes {
    pub(super) fn of(old: &Findings, new: &Findings) -> Causes {
        let structural = structural(&old.manifest, &new.manifest);
        let files = changed_files(&old.manifest, &new.manifest);
        let mut causes = Causes {
            records: BTreeMap::new(),
            by_file: BTreeMap::new(),
            latest: latest(new),
            until_follows: follows(&old.manifest.options) && follows(&new.manifest.options),
            as_of_asked: old.manifest.options.as_of_asked || new.manifest.options.as_of_asked,
            evidence_changed: !files.is_empty(),
            structural,
        };
        let a: BTreeMap<&str, &RecordInfo> = by_id(old);
        let b: BTreeMap<&str, &RecordInfo> = by_id(new);
        for id in a.keys().chain(b.keys()) {
            let (before, after) = (a.get(id).copied(), b.get(id).copied());
            let Some(record) = after.or(before) else { continue };
            // The line of a row is no cause: rows move when others are added.
            if before.zip(after).is_some_and(|(a, b)| same(a, b)) {
                continue;
            }
            let arrived = files.contains(record.file.as_str())
                || became_known(before, after, &b, old.manifest.options.as_of);
            let class = match causes.structural.first() {
                // The same file gave another set of records: the evidence is not the cause.
                Some(&class) if !arrived => class,
                _ => record_class(before, after, &a, &b),
            };
            causes.records.insert((*id).to_owned(), class);
            causes.by_file.entry(record.file.clone()).or_default().insert((*id).to_owned());
        }
        causes
    }

    /// The cause of a difference at `path`, and the records to name.
    pub(super) fn find(&self, path: &str, cited: &[Vec<String>]) -> (DifferenceClass, Vec<String>) {
        if let Some(found) = self.by_path(path) {
            return found;
        }
        for ids in cited {
            let changed: Vec<String> =
                ids.iter().filter(|id| self.records.contains_key(*id)).cloned().collect();
            if let Some(class) = self.strongest(&changed) {
                return (class, changed);
            }
        }
        let any: Vec<String> = self.records.keys().cloned().collect();
        let class = self.structural.first().copied().or_else(|| self.strongest(&any));
        // Rows that no record shows: watches of a public copy, rows that bear on no clause.
        let unseen = if self.evidence_changed { RecordChanged } else { ProgramChanged };
        (class.unwrap_or(unseen), Vec::new())
    }

    /// The cause where the path alone tells it.
    fn by_path(&self, path: &str) -> Option<(DifferenceClass, Vec<String>)> {
        if let Some(id) = within("records", path) {
            let class = self.records.get(id).copied().unwrap_or(ProgramChanged);
            return Some((class, vec![id.to_owned()]));
        }
        if let Some(input) = within("manifest.inputs", path) {
            return Some(self.input(input));
        }
        let follows = self.until_follows
            && (path == "manifest.options.until" || path.ends_with("].period.until"));
        if path == "manifest.options.as_of" || follows {
            return Some(self.latest_known());
        }
        if path.starts_with("manifest.records_") && !self.records.is_empty() {
            let all: Vec<String> = self.records.keys().cloned().collect();
            return self.strongest(&all).map(|class| (class, all));
        }
        let class = match path.split(['.', '[', ' ']).next().unwrap_or(path) {
            "manifest" => match path.split('.').nth(1).unwrap_or("") {
                "program" | "language" | "engine" => ProgramChanged,
                "encoded_by" | "accepted_by" | "contested_by" => AccordChanged,
                rest if rest.starts_with("options") => OptionsChanged,
                _ => return None,
            },
            "format" => ProgramChanged,
            "zone" => OptionsChanged,
            "title" | "parties" | "premises" | "constructions" | "articles" | "clauses" => {
                self.structural.first().copied().unwrap_or(AccordChanged)
            }
            "map" if within("map.areas", path).or(within("map.lines", path)).is_some() => {
                let geometry = self.structural.contains(&GeometryChanged);
                if geometry { GeometryChanged } else { *self.structural.first()? }
            }
            _ => return None,
        };
        Some((class, Vec::new()))
    }

    /// Why `as_of` moved: it was asked for, or something became known.
    fn latest_known(&self) -> (DifferenceClass, Vec<String>) {
        let latest = self.latest.iter().filter(|id| self.records.contains_key(*id)).cloned();
        let latest: Vec<String> = latest.collect();
        match self.strongest(&latest) {
            Some(class) if !self.as_of_asked => (class, latest),
            _ => (OptionsChanged, Vec::new()),
        }
    }

    /// `role · name`, as the rows of inputs are keyed.
    fn input(&self, key: &str) -> (DifferenceClass, Vec<String>) {
        let (role, name) = key.split_once(" · ").unwrap_or((key, ""));
        match role {
            "accord" => (AccordChanged, Vec::new()),
            "geometry" => (GeometryChanged, Vec::new()),
            "case" => (OptionsChanged, Vec::new()),
            _ => {
                let ids = self.by_file.get(name).into_iter().flatten().cloned();
                let ids: Vec<String> = ids.collect();
                // Rows may change that bear on no clause.
                (self.strongest(&ids).unwrap_or(RecordChanged), ids)
            }
        }
    }

    /// Of several classes the one that a reader should look at first.
    fn strongest(&self, ids: &[String]) -> Option<DifferenceClass> {
        ids.iter().filter_map(|id| self.records.get(id)).min().copied()
    }
}

/// `records[r-1].count` within `records` is `r-1`.
fn within<'a>(list: &str, path: &'a str) -> Option<&'a str> {
    let rest = path.strip_prefix(list)?.strip_prefix('[')?;
    // Ids may hold brackets; the path goes on with a point or ends.
    rest.find("].").or_else(|| rest.rfind(']')).map(|end| &rest[..end])
}

fn by_id(findings: &Findings) -> BTreeMap<&str, &RecordInfo> {
    findings.records.iter().map(|r| (r.id.as_str(), r)).collect()
}

fn same(a: &RecordInfo, b: &RecordInfo) -> bool {
    *a == RecordInfo { line: a.line, ..b.clone() }
}

/// The records with the latest `known_at`.
fn latest(findings: &Findings) -> Vec<String> {
    let last = findings.records.iter().filter_map(|r| r.known_at).max();
    let known_last = findings.records.iter().filter(|r| last.is_some() && r.known_at == last);
    known_last.map(|r| r.id.clone()).collect()
}

/// Whether a record is there, or is restated, because of something that became known only after
/// the instant as of which the old run was made: a later `as_of` is how it got in, not why.
fn became_known(
    before: Option<&RecordInfo>,
    after: Option<&RecordInfo>,
    new: &BTreeMap<&str, &RecordInfo>,
    as_of: Option<Instant>,
) -> bool {
    let later = |record: &RecordInfo| {
        as_of.zip(record.known_at).is_some_and(|(as_of, known_at)| known_at > as_of)
    };
    match (before, after) {
        (None, Some(added)) => later(added),
        (Some(before), Some(after)) if before.restated_by != after.restated_by => {
            let by = after.restated_by.as_deref().and_then(|id| new.get(id));
            by.is_some_and(|record| later(record))
        }
        _ => false,
    }
}

fn record_class(
    before: Option<&RecordInfo>,
    after: Option<&RecordInfo>,
    old: &BTreeMap<&str, &RecordInfo>,
    new: &BTreeMap<&str, &RecordInfo>,
) -> DifferenceClass {
    let replaces = |r: &RecordInfo| r.restates.as_deref().is_some_and(|id| old.contains_key(id));
    match (before, after) {
        (None, Some(added)) if replaces(added) => Restated,
        (None, _) => NewInformation,
        (Some(gone), None) => {
            let replaced = new.values().any(|r| r.restates.as_deref() == Some(&gone.id));
            if replaced { Restated } else { RecordWithdrawn }
        }
        (Some(a), Some(b)) => {
            let restated = a.restated_by != b.restated_by && b.restated_by.is_some();
            if restated { Restated } else { RecordChanged }
        }
    }
}

/// Names of evidence files that are not the same on both sides.
fn changed_files(old: &Manifest, new: &Manifest) -> BTreeSet<String> {
    let evidence = |m: &Manifest| -> BTreeMap<String, Input> {
        let files = m.inputs.iter().filter(|i| i.role == InputRole::Evidence);
        files.map(|i| (i.name.clone(), i.clone())).collect()
    };
    let (a, b) = (evidence(old), evidence(new));
    let names = a.keys().chain(b.keys());
    names.filter(|n| a.get(*n).map(|i| i.sha256) != b.get(*n).map(|i| i.sha256)).cloned().collect()
}

/// Whether the end of what was looked at is the instant by which records were known.
fn follows(options: &Options) -> bool {
    options.as_of == Some(options.until)
}

fn structural(old: &Manifest, new: &Manifest) -> Vec<DifferenceClass> {
    let hashes = |m: &Manifest, role| -> Vec<_> {
        let files = m.inputs.iter().filter(|i| i.role == role);
        files.map(|i| (i.name.clone(), i.sha256)).collect()
    };
    let differ = |role| hashes(old, role) != hashes(new, role);
    let asked = |m: &Manifest| {
        let mut options = m.options.clone();
        // A default that follows the evidence is not asked for.
        options.until = if follows(&options) { Instant::MAX } else { options.until };
        options.as_of = options.as_of.filter(|_| options.as_of_asked);
        options
    };
    let mut found = Vec::new();
    if differ(InputRole::Accord) {
        found.push(AccordChanged);
    }
    if differ(InputRole::Geometry) {
        found.push(GeometryChanged);
    }
    if differ(InputRole::Case) || asked(old) != asked(new) {
        found.push(OptionsChanged);
    }
    if (&old.program, old.language, &old.engine) != (&new.program, new.language, &new.engine) {
        found.push(ProgramChanged);
    }
    found
}
