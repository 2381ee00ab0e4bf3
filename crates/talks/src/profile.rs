//! Conventions: what each tool of the field means by the same words.

/// Whose definitions are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Profile {
    /// Definitions of the textbooks, on exact points.
    Detente,
    /// NegMAS 0.16.
    Negmas,
    /// GENIUS 10.4.
    Genius,
    /// NegoLog.
    Negolog,
}

/// How a point of the frontier is scored; the greatest score wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Score {
    /// The sum of utilities.
    Sum,
    /// The product of utilities above the disagreement point.
    ProductOfGains,
    /// The product of utilities.
    Product,
    /// The least utility above the disagreement point.
    LeastGain,
    /// The least share of what a party could gain at most.
    LeastShare,
    /// Minus the difference of the greatest and the least share.
    EvenShares,
    /// Minus the sum of differences between utilities of parties.
    EvenUtilities,
    /// Minus the greatest distance of a party from its best.
    WorstDistance,
}

/// One named point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name for programs.
    pub key: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What it makes as great as possible.
    pub score: Score,
    /// Whether only points count that give each party at least its reserved value.
    pub rational: bool,
}

const fn rule(key: &'static str, title: &'static str, score: Score, rational: bool) -> Rule {
    Rule { key, title, score, rational }
}

const DETENTE: &[Rule] = &[
    rule("nash", "Nash", Score::ProductOfGains, true),
    rule("kalai_smorodinsky", "Kalai–Smorodinsky", Score::LeastShare, true),
    rule("egalitarian", "egalitarian (Kalai)", Score::LeastGain, true),
    rule("utilitarian", "utilitarian", Score::Sum, true),
    rule("minimax", "minimax distance", Score::WorstDistance, false),
];

const NEGMAS: &[Rule] = &[
    rule("nash", "Nash", Score::ProductOfGains, true),
    rule("ks", "Kalai–Smorodinsky", Score::EvenShares, true),
    rule("kalai", "Kalai", Score::LeastGain, true),
    rule("max_welfare", "maximum welfare", Score::Sum, true),
];

const GENIUS: &[Rule] = &[
    rule("nash", "Nash", Score::ProductOfGains, false),
    rule("kalai_smorodinsky", "Kalai–Smorodinsky", Score::EvenUtilities, false),
    rule("social_welfare", "social welfare", Score::Sum, false),
];

const NEGOLOG: &[Rule] = &[
    rule("nash", "Nash", Score::Product, false),
    rule("kalai", "Kalai (greatest welfare)", Score::Sum, false),
];

impl Profile {
    /// All, the default first.
    pub const ALL: [Profile; 4] =
        [Profile::Detente, Profile::Negmas, Profile::Genius, Profile::Negolog];

    /// Its name on the command line and in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Profile::Detente => "detente",
            Profile::Negmas => "negmas",
            Profile::Genius => "genius",
            Profile::Negolog => "negolog",
        }
    }

    /// What it follows, in a few words.
    pub fn follows(self) -> &'static str {
        match self {
            Profile::Detente => "textbook definitions on exact points",
            Profile::Negmas => "NegMAS 0.16",
            Profile::Genius => "GENIUS 10.4",
            Profile::Negolog => "NegoLog",
        }
    }

    /// The points that it names.
    pub fn rules(self) -> &'static [Rule] {
        match self {
            Profile::Detente => DETENTE,
            Profile::Negmas => NEGMAS,
            Profile::Genius => GENIUS,
            Profile::Negolog => NEGOLOG,
        }
    }

    /// Whether the frontier is that of the packages which give every party at least its reserved
    /// value, and not that of all packages.
    pub fn lists_acceptable_only(self) -> bool {
        self == Profile::Negmas
    }

    /// Whether packages with the same utilities are different members of the frontier.
    pub fn keeps_duplicates(self) -> bool {
        self == Profile::Negolog
    }

    /// Scores that differ by at most one part of this many of a point are ties; `None`: exact ones.
    pub fn ties_within(self) -> Option<u64> {
        (self == Profile::Negmas).then_some(1_000_000_000_000)
    }
}
