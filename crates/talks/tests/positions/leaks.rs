//! What others may see is the same whether anything was told in confidence or inferred, or not.

use draft::table::Agreed;
use proptest::prelude::*;
use talks::positions::Stated;
use talks::positions::construe::Construe;
use talks::positions::issues::Issues;
use talks::rules::Standing;
use talks::standing::{Positions, hold};

use super::{TEXT, draft, read_file};

/// One entry, without what says how we know of it.
fn entry() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "[[statement]]\nbracket = \"2a\"\nrank = [\"10 km\", \"15 km\", \"20 km\"]\n",
        "[[statement]]\nbracket = \"2a\"\nrank = [\"20 km\", [\"15 km\", \"10 km\"]]\n",
        "[[statement]]\nbracket = \"2a\"\npoints = { \"10 km\" = 8, \"15 km\" = \"3..5\" }\n",
        "[[statement]]\nbracket = \"2a\"\npoints = { \"10 km\" = 1, \"15 km\" = 2, \"20 km\" = 3 }\n",
        "[[statement]]\nbracket = \"2a\"\nworth = 9\n",
        "[[statement]]\nbracket = \"2a\"\nlive_with = [\"15 km\"]\n",
        "[[statement]]\nbracket = \"6b\"\nlive_with = [\"5 days\", \"(not reached)\"]\n",
        "[[red_line]]\nname = \"depth\"\nnever = '2a is \"15 km\"'\n",
        "[[red_line]]\nname = \"depth\"\nmust = '2a is \"10 km\" or 4 is shall'\ncost = 3\n",
        "[[red_line]]\nname = \"depth\"\nwithdrawn = true\n",
        "[[acceptance]]\naccepts = '2a is \"20 km\"'\nif = '4 is shall'\n",
        "[[acceptance]]\naccepts = '2a is \"20 km\"'\nif_accepts = [{ party = \"SOUTH\", \
         condition = '4 is should' }]\n",
        "[[reserved]]\npoints = \"1..2\"\n",
        "[[reserved]]\npoints = 5\n",
    ])
}

/// Party, entry, standing, day.
type Told = (usize, &'static str, Standing, u8);

fn told() -> impl Strategy<Value = Vec<Told>> {
    let standing =
        prop::sample::select(vec![Standing::Said, Standing::Confidential, Standing::Inferred]);
    prop::collection::vec((0_usize..2, entry(), standing, 1_u8..3), 0..10)
}

/// A file of the entries of one party that are kept.
fn text(told: &[Told], party: usize, keep: &[Standing]) -> String {
    let code = ["NORTH", "SOUTH"][party];
    let mut text = format!("format = \"detente-positions/1\"\nparty = \"{code}\"\n");
    for (_, entry, standing, day) in
        told.iter().filter(|(of, _, standing, _)| *of == party && keep.contains(standing))
    {
        let word = match standing {
            Standing::Said => "said",
            Standing::Confidential => "confidential",
            Standing::Inferred => "inferred",
        };
        text += &format!(
            "{entry}source = \"s\"\ndate = 2026-03-0{day}\nstanding = \"{word}\"\n\
             confidence = \"low\"\n"
        );
    }
    text
}

fn read(files: &[(String, Option<&str>, String)]) -> Stated {
    let draft = draft(TEXT);
    let mut stated = Stated::default();
    for (name, vault, text) in files {
        let (more, problems) = read_file(&draft, name, *vault, text);
        assert!(problems.is_empty(), "{problems:?}\n{text}");
        stated.add(more);
    }
    stated
}

/// All that an output can be made of.
fn outcome(stated: &Stated) -> String {
    let draft = draft(TEXT);
    let issues = Issues::of(&draft, Agreed::Fixed);
    let (positions, problems) = hold(stated, &draft);
    let built = positions.domain("", &draft, &issues, &[], Some(Construe::Middle));
    format!("{positions:?} {problems:?} {:?} {built:?}", positions.held.drew_on())
}

/// What holds, without how we know of it: lines and digests of a file are about all of it.
fn substance(positions: &Positions) -> String {
    let draft = draft(TEXT);
    let issues = Issues::of(&draft, Agreed::Fixed);
    let rules: Vec<_> = positions.rules(&issues).0.into_iter().map(|r| r.rule).collect();
    let held = &positions.held;
    let acceptances: Vec<_> = held
        .acceptances
        .iter()
        .map(|a| (a.party, &a.accepts, &a.condition, &a.if_accepts, a.from.date))
        .collect();
    format!("{:?} {rules:?} {acceptances:?}", positions.known(&draft, &issues))
}

proptest! {
    #[test]
    fn what_was_said_is_the_same_without_vaults_and_inferences(told in told()) {
        let said = |party| (format!("n{party}"), None, text(&told, party, &[Standing::Said]));
        let vault = |party| {
            (format!("v{party}"), Some("VAULT"), text(&told, party, &[Standing::Confidential]))
        };
        let inferred =
            |party| (format!("i{party}"), None, text(&told, party, &[Standing::Inferred]));
        let all = read(&[vault(0), said(0), inferred(0), inferred(1), said(1), vault(1)]);
        let public = read(&[said(0), said(1)]);
        prop_assert_eq!(&all.only_said(), &public);
        prop_assert_eq!(outcome(&all.only_said()), outcome(&public));
        prop_assert!(public.drew_on().vaults.is_empty());
        // In one file with what was said, only places and digests of the file differ.
        let both = [Standing::Said, Standing::Inferred];
        let mixed = |party: usize| (format!("m{party}"), None, text(&told, party, &both));
        let draft = draft(TEXT);
        let (mixed, _) = hold(&read(&[mixed(0), mixed(1)]).only_said(), &draft);
        let (public, _) = hold(&public, &draft);
        prop_assert_eq!(substance(&mixed), substance(&public));
    }

    #[test]
    fn what_is_told_in_confidence_shows_where_it_may(told in told()) {
        // The test above can fail: with its vaults, a reading draws on them.
        let vault = |party| {
            (format!("v{party}"), Some("VAULT"), text(&told, party, &[Standing::Confidential]))
        };
        let all = read(&[vault(0), vault(1)]);
        let sealed = told.iter().any(|(_, _, standing, _)| *standing == Standing::Confidential);
        prop_assert_eq!(all.drew_on().vaults.contains("VAULT"), sealed);
        prop_assert_eq!(all.only_said(), Stated::default());
    }
}
