//! What clauses demand.

use basis::{ActType, KindSet, Quantity, TargetSet};
use space::Region;

use super::{Anchored, ObjectClass, Window};

/// What a clause demands.
#[derive(Clone, Debug)]
pub enum Norm {
    /// Must not do, or must not keep.
    Prohibition(Prohibition),
    /// Must do.
    Duty(Duty),
    /// Must give notice before an activity.
    Notice(Notice),
}

/// Acts, or things kept, that are banned in a place and window.
#[derive(Clone, Debug)]
pub struct Prohibition {
    /// What must not be done.
    pub kinds: KindSet,
    /// With what, or what must not stand there; `None` for anything.
    pub objects: Option<ObjectClass>,
    /// Against what; `None` for anything.
    pub targets: Option<TargetSet>,
    /// Where, for each bearer in the order of [`super::Bearers::parties`] (a baseline may differ by
    /// party), a single one where the bearer is not named; `None` where the text leaves it open (a
    /// gap).
    pub place: Vec<Option<Region>>,
    /// The distance limit, where the place is a distance from something: for margins in findings.
    pub limit: Option<DistanceLimit>,
    /// When, beside the accord's own time in force.
    pub window: Window,
}

/// The distance that decides a band, to print margins as *measured − limit*.
#[derive(Clone, Debug, PartialEq)]
pub struct DistanceLimit {
    /// Name of the line or area that it is measured from.
    pub from: String,
    /// The distance.
    pub limit: Quantity,
}

/// Something to be done by word or document, once.
#[derive(Clone, Debug)]
pub struct Duty {
    /// The act that performs it (an act type of the evidence: `order`, `complete`, …).
    pub act: ActType,
    /// What it is about: matched with the subject of acts, ignoring case and outer blanks.
    pub subject: String,
    /// To whom, where the text names one: name of a body, observer or party.
    pub to: Option<String>,
    /// Until when; `None` where no time is set.
    pub deadline: Option<Anchored>,
    /// The deadline in words, with its day-counting rule.
    pub deadline_text: Option<String>,
}

/// Notice to a body before each activity.
#[derive(Clone, Debug)]
pub struct Notice {
    /// To whom.
    pub to: String,
    /// How long before the activity begins, at the least.
    pub lead: Quantity,
    /// The activity.
    pub activity: Prohibition,
}
