//! Blind acceptance: all patterns of answers, form of replies, tampering, files.

use basis::Digest;
use proptest::prelude::*;
use talks::process::blind::{
    Offer, Outcome, Reply, SHARE_BYTES, Share, Slip, answer, combine, deal, opens, preimage,
};
use talks::read::Input;

type Bytes = [u8; SHARE_BYTES];

/// Bytes that look random and are the same in every run: SHA-256 of a number.
fn random(number: u64) -> Bytes {
    let digits = Digest::of(&number.to_le_bytes()).to_string();
    std::array::from_fn(|at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).unwrap())
}

fn parties(count: usize) -> Vec<String> {
    ["NORTH", "SOUTH", "EAST", "WEST", "ISLES"][..count].iter().map(|p| (*p).to_owned()).collect()
}

fn dealt(count: usize, seed: u64) -> (Offer, Vec<Slip>) {
    let random: Vec<Bytes> = (seed..).take(count).map(random).collect();
    deal(&random, &parties(count), Digest::of(b"package")).unwrap()
}

fn replies(slips: &[Slip], pattern: u32, seed: u64) -> Vec<Reply> {
    let reply = |(at, slip): (usize, &Slip)| {
        answer(slip, pattern >> at & 1 == 1, random(seed + u64::try_from(at).unwrap()))
    };
    slips.iter().enumerate().map(reply).collect()
}

#[test]
fn all_accept_exactly_where_every_answer_is_yes() {
    for count in 2..=5 {
        let (offer, slips) = dealt(count, 100);
        for pattern in 0..1_u32 << count {
            let mut replies = replies(&slips, pattern, 200);
            let all = pattern == (1 << count) - 1;
            let outcome = combine(&offer, &replies).unwrap();
            assert_eq!(matches!(outcome, Outcome::AllAccepted { .. }), all, "{count} {pattern:b}");
            // The order of replies says nothing.
            replies.reverse();
            assert_eq!(combine(&offer, &replies).unwrap(), outcome);
        }
    }
}

#[test]
fn what_was_accepted_can_be_checked_without_this_program() {
    let (offer, slips) = dealt(3, 7);
    let Outcome::AllAccepted { opening } = combine(&offer, &replies(&slips, 0b111, 50)).unwrap()
    else {
        panic!("all said yes")
    };
    let lines = preimage(offer.package, &offer.parties, &opening);
    assert_eq!(lines.lines().count(), 6);
    assert!(
        lines.starts_with("detente-blind/1\n")
            && lines.ends_with(&format!("{}\n", opening.hexadecimal()))
    );
    assert_eq!(Digest::of(lines.as_bytes()), offer.commitment);
    assert!(opens(&offer, &opening));
    let other = Offer { package: Digest::of(b"another"), ..offer.clone() };
    let fewer = Offer { parties: parties(2), ..offer };
    assert!(!opens(&other, &opening) && !opens(&fewer, &opening));
}

#[test]
fn yes_and_no_look_alike() {
    let (_, slips) = dealt(3, 1);
    for slip in &slips {
        let (yes, no) = (answer(slip, true, random(9)), answer(slip, false, random(9)));
        let (yes, no) = (yes.to_json(), no.to_json());
        assert_ne!(yes, no);
        assert_eq!(yes.len(), no.len());
        let form = |text: &str| text.replace(|c: char| c.is_ascii_hexdigit(), "x");
        assert_eq!(form(&yes), form(&no));
    }
    // Each bit of a share and of a reply is set in about half of the cases: of 4,000 draws within
    // five standard deviations (158) of 2,000.
    for yes in [true, false] {
        let mut set = [0_u32; 8 * SHARE_BYTES];
        for seed in 0..4_000 {
            let (_, slips) = dealt(2, 10 * seed);
            let reply = answer(&slips[1], yes, random(10 * seed + 5));
            let text = reply.share.hexadecimal();
            for (at, count) in set.iter_mut().enumerate() {
                let byte = u8::from_str_radix(&text[at / 8 * 2..at / 8 * 2 + 2], 16).unwrap();
                *count += u32::from(byte >> (at % 8) & 1);
            }
        }
        assert!(set.iter().all(|count| (1_842..=2_158).contains(count)), "{set:?}");
    }
}

/// Any n − 1 shares are independent of the secret: for whatever secret there is a last share.
#[test]
fn one_share_less_fits_every_secret() {
    let (_, slips) = dealt(3, 3);
    let known: Vec<Bytes> = vec![random(3), random(4)];
    assert_eq!(slips[0].share, Share::new(known[0]));
    for seed in 0..50 {
        let secret = random(1_000 + seed);
        let last = std::array::from_fn(|at| secret[at] ^ known[0][at] ^ known[1][at]);
        let (offer, _) =
            deal(&[known[0], known[1], last], &parties(3), Digest::of(b"package")).unwrap();
        assert!(opens(&offer, &Share::new(secret)));
    }
}

/// What the documentation warns of: a party that says no and combines as well learns, with its own
/// share, whether all the others said yes.
#[test]
fn a_combiner_that_is_a_party_learns_more() {
    let (offer, slips) = dealt(3, 11);
    for (pattern, others_accept) in [(0b110, true), (0b100, false)] {
        let mut replies = replies(&slips, pattern, 12);
        assert_eq!(combine(&offer, &replies), Ok(Outcome::NotAllAccepted));
        replies[0] = answer(&slips[0], true, random(13));
        let learned = combine(&offer, &replies).unwrap() != Outcome::NotAllAccepted;
        assert_eq!(learned, others_accept);
    }
}

#[test]
fn a_no_is_no_yes_whatever_is_drawn() {
    let (offer, slips) = dealt(2, 5);
    let replies = [answer(&slips[0], true, random(1)), answer(&slips[1], false, random(6))];
    assert_eq!(slips[1].share, Share::new(random(6)), "the test draws the share again");
    assert_eq!(combine(&offer, &replies), Ok(Outcome::NotAllAccepted));
}

#[test]
fn replies_that_do_not_belong_together_are_refused() {
    let (offer, slips) = dealt(3, 20);
    let (_, others) = dealt(3, 30);
    let yes = replies(&slips, 0b111, 40);
    let shown = |replies: &[Reply]| match combine(&offer, replies) {
        Ok(outcome) => format!("{outcome:?}"),
        Err(problems) => {
            let shown = problems.iter().map(|p| format!("{} {}", p.code.0, p.message));
            shown.collect::<Vec<_>>().join("; ")
        }
    };
    insta::assert_snapshot!(shown(&yes[..2]), @"T062 there is no reply of `EAST`");
    insta::assert_snapshot!(shown(&[yes.clone(), vec![yes[0].clone()]].concat()), @"T062 there is more than one reply of `NORTH`");
    let foreign = [yes[0].clone(), yes[1].clone(), answer(&others[2], true, random(1))];
    insta::assert_snapshot!(shown(&foreign), @"T062 the reply of `EAST` belongs to another offer");
    let stranger = Reply { party: "WEST".to_owned(), ..yes[2].clone() };
    insta::assert_snapshot!(shown(&[yes[0].clone(), yes[1].clone(), stranger]), @"T062 `WEST` replies and was not asked; T062 there is no reply of `EAST`");
}

#[test]
fn parties_to_whom_nothing_can_be_offered() {
    let refused = |names: &[&str], shares: usize| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let problem = deal(&vec![random(1); shares], &names, Digest::of(b"")).unwrap_err();
        format!("{} {}", problem.code.0, problem.message)
    };
    insta::assert_snapshot!(refused(&["A"], 1), @"T063 a blind offer needs two parties or more");
    insta::assert_snapshot!(refused(&["A", "A"], 2), @"T063 the party `A` stands twice");
    insta::assert_snapshot!(refused(&["A", "B\nC"], 2), @"T063 `B\\nC` cannot be the name of a party");
    insta::assert_snapshot!(refused(&["A", "B"], 1), @"T063 1 random shares for 2 parties");
    insta::assert_snapshot!(refused(&["A"; 33], 33), @"T008 more than 32 parties");
}

fn input(text: &str) -> Input<'_> {
    Input { name: "file.json", text }
}

#[test]
fn files_are_read_as_they_were_written() {
    let (offer, slips) = dealt(3, 60);
    assert_eq!(Offer::read(&input(&offer.to_json())), Ok(offer.clone()));
    assert_eq!(Slip::read(&input(&slips[1].to_json())), Ok(slips[1].clone()));
    for pattern in [0b111, 0b101] {
        let replies = replies(&slips, pattern, 70);
        assert_eq!(Reply::read(&input(&replies[2].to_json())), Ok(replies[2].clone()));
        let outcome = combine(&offer, &replies).unwrap();
        let text = offer.outcome_to_json(&outcome);
        assert_eq!(offer.read_outcome(&input(&text)), Ok(outcome));
    }
}

#[test]
fn an_outcome_that_shows_nothing_is_refused() {
    let (offer, slips) = dealt(2, 80);
    let none = offer.outcome_to_json(&Outcome::NotAllAccepted);
    let claimed = none.replace("false", "true");
    let forged = Outcome::AllAccepted { opening: slips[0].share.clone() };
    for text in [claimed, offer.outcome_to_json(&forged)] {
        let problem = offer.read_outcome(&input(&text)).unwrap_err();
        insta::allow_duplicates! {
            insta::assert_snapshot!(format!("{} {}", problem.code.0, problem.message), @"T061 nothing shows that all accepted: the opening does not open it");
        }
    }
}

#[test]
fn no_message_shows_a_share() {
    let (offer, slips) = dealt(2, 90);
    let text = slips[0].to_json();
    let share = slips[0].share.hexadecimal();
    for cut in 0..text.len() {
        let problem = Slip::read(&input(&text[..cut]));
        let shown = format!("{problem:?}");
        assert!(!shown.contains(&share[..8]), "{shown}");
        assert!(problem.is_err() || cut + 1 == text.len());
        let at_bytes = |p: basis::Diagnostic| p.labels.iter().any(|l| l.at != basis::At::File);
        assert!(!problem.err().is_some_and(at_bytes));
    }
    assert!(!format!("{slips:?} {offer:?}").contains(&share[..8]));
    assert_eq!(Slip::read(&input(&offer.to_json())).unwrap_err().code.0, "T002");
}

proptest! {
    /// Whoever changes one bit of a reply makes *not all*, never *all*.
    #[test]
    fn a_changed_reply_is_not_all(
        count in 2_usize..6, pattern in 0_u32..32, bit in 0_usize..256, at in 0_usize..5,
    ) {
        let (offer, slips) = dealt(count, 400);
        let mut replies = replies(&slips, pattern, 500);
        let at = at % count;
        let mut bytes: Bytes = random(0);
        let text = replies[at].share.hexadecimal();
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * index..2 * index + 2], 16).unwrap();
        }
        bytes[bit / 8] ^= 1 << (bit % 8);
        replies[at].share = Share::new(bytes);
        prop_assert_eq!(combine(&offer, &replies), Ok(Outcome::NotAllAccepted));
    }

    /// Whatever stands in a file, reading it gives a value.
    #[test]
    fn no_text_makes_a_panic(cut in 0_usize..400, junk in "[ -~\n]{0,6}") {
        let (offer, slips) = dealt(2, 1);
        let outcome = offer.outcome_to_json(&Outcome::NotAllAccepted);
        for text in [offer.to_json(), slips[0].to_json(), outcome] {
            let Some((head, tail)) = text.split_at_checked(cut.min(text.len())) else { continue };
            let text = format!("{head}{junk}{tail}");
            let _ = Offer::read(&input(&text));
            let _ = Slip::read(&input(&text));
            let _ = Reply::read(&input(&text));
            let _ = offer.read_outcome(&input(&text));
        }
    }
}
