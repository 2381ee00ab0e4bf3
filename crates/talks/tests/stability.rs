//! Stability of states: published conflicts, the naive twin, preferences partly known, the inverse
//! question.

use basis::Truth;
use talks::read::{self, Input};
use talks::rules::Standing;
use talks::stability::answer::place;
use talks::stability::graph::Group;
use talks::stability::{Answer, Concept, Conflict};

pub(crate) const ALL: [Standing; 3] = [Standing::Said, Standing::Confidential, Standing::Inferred];

pub(crate) fn conflict(text: &str) -> Conflict {
    read::conflict(&Input { name: "c.toml", text }).unwrap()
}

fn answer(conflict: &Conflict) -> Answer {
    Answer::of(conflict, &conflict.preferences(&ALL).unwrap()).unwrap()
}

/// Names of the equilibria of a concept.
fn equilibria(conflict: &Conflict, answer: &Answer, concept: Concept) -> Vec<String> {
    let names = answer.equilibria(concept).into_iter().map(|at| conflict.states[at].name.clone());
    names.collect()
}

/// Two decision makers with one option each; states are named after who takes its option.
fn two_by_two(a: &str, b: &str) -> Conflict {
    conflict(&format!(
        "format = 'detente-conflict/1'\nmakers = ['A', 'B']\n\
         [[option]]\nname = 'a'\nby = 'A'\n[[option]]\nname = 'b'\nby = 'B'\n\
         [[state]]\nname = 'none'\ntaken = []\n[[state]]\nname = 'both'\ntaken = ['a', 'b']\n\
         [[preference]]\nmaker = 'A'\nrank = {a}\nsource = 'invented'\nstanding = 'said'\n\
         [[preference]]\nmaker = 'B'\nrank = {b}\nsource = 'invented'\nstanding = 'said'\n"
    ))
}

/// Taking the option is to cooperate. Nash: nobody cooperates; GMR, SMR and SEQ: also both do
/// (Fang, Hipel and Kilgour 1993, chapter 3; from memory, and recomputed by matrices).
#[test]
fn the_prisoners_dilemma_holds_where_both_cooperate_but_not_by_nash() {
    let conflict = two_by_two("['b', 'both', 'none', 'a']", "['a', 'both', 'none', 'b']");
    let answer = answer(&conflict);
    assert_eq!(equilibria(&conflict, &answer, Concept::Nash), ["none"]);
    for concept in [Concept::Gmr, Concept::Smr, Concept::Seq] {
        assert_eq!(equilibria(&conflict, &answer, concept), ["none", "both"]);
    }
    assert_eq!(answer.checked, Some(true));
    // Together they leave the bad equilibrium: only cooperation withstands every coalition.
    let coalitions = answer.coalitions.unwrap();
    let strong: Vec<&str> = (0..4)
        .filter(|at| coalitions.equilibria[*at][place(Concept::Seq)].is_certain())
        .map(|at| conflict.states[at].name.as_str())
        .collect();
    assert_eq!(strong, ["both"]);
}

/// Taking the option is to swerve. Nash: one swerves. Where both do, each fears that the other
/// stops swerving too, though that would not be an improvement: stable by GMR and SMR, not by SEQ.
#[test]
fn in_chicken_both_swerving_rests_on_a_threat() {
    let conflict = two_by_two("['b', 'both', 'a', 'none']", "['a', 'both', 'b', 'none']");
    let answer = answer(&conflict);
    for concept in [Concept::Nash, Concept::Seq] {
        assert_eq!(equilibria(&conflict, &answer, concept), ["a", "b"]);
    }
    for concept in [Concept::Gmr, Concept::Smr] {
        assert_eq!(equilibria(&conflict, &answer, concept), ["a", "b", "both"]);
    }
    assert_eq!(answer.checked, Some(true));
}

/// The groundwater contamination of Elmira, Ontario, 1991: Ministry of the Environment, Uniroyal,
/// local government (Hipel, Fang, Kilgour and Haight, *Environmental conflict resolution using the
/// graph model*, 1993). Rankings and moves as in H. Xu's program for the matrix form (2007), which
/// numbers states in the same way.
pub(crate) const ELMIRA: &str = r#"
format = "detente-conflict/1"
title = "Elmira"
makers = ["MoE", "UR", "LG"]
status_quo = "1"

option = [
  { name = "modify", by = "MoE", turns = "forth" },
  { name = "delay", by = "UR", turns = "back" },
  { name = "accept", by = "UR" },
  { name = "abandon", by = "UR", turns = "forth" },
  { name = "insist", by = "LG" },
]
infeasible = [
  { when = "delay and (accept or abandon) or accept and abandon" },
  { when = "not (delay or accept or abandon)" },
]
same = [{ name = "9", when = "abandon" }]
state = [
  { name = "1", taken = ["delay"] },
  { name = "2", taken = ["modify", "delay"] },
  { name = "3", taken = ["accept"] },
  { name = "4", taken = ["modify", "accept"] },
  { name = "5", taken = ["delay", "insist"] },
  { name = "6", taken = ["modify", "delay", "insist"] },
  { name = "7", taken = ["accept", "insist"] },
  { name = "8", taken = ["modify", "accept", "insist"] },
]

[[preference]]
maker = "MoE"
rank = ["7", "3", "4", "8", "5", "1", "2", "6", "9"]
source = "Hipel, Fang, Kilgour and Haight 1993"
standing = "inferred"

[[preference]]
maker = "UR"
rank = ["1", "4", "8", "5", "9", "3", "7", "2", "6"]
source = "Hipel, Fang, Kilgour and Haight 1993"
standing = "inferred"

[[preference]]
maker = "LG"
rank = ["7", "3", "5", "1", "8", "6", "4", "2", "9"]
source = "Hipel, Fang, Kilgour and Haight 1993"
standing = "inferred"
"#;

#[test]
fn elmira_has_its_nine_states_and_their_moves() {
    let conflict = conflict(ELMIRA);
    assert_eq!(conflict.states.len(), 9);
    let at = |name: &str| conflict.states.iter().position(|state| state.name == name).unwrap();
    let moves = |maker: usize| {
        let mut all: Vec<String> = Vec::new();
        for from in 1..=9 {
            let of: Vec<&str> = conflict.moves[maker][at(&from.to_string())]
                .iter()
                .map(|to| conflict.states[to].name.as_str())
                .collect();
            all.extend(of.iter().map(|to| format!("{from}>{to}")));
        }
        all.sort();
        all.join(" ")
    };
    // The arcs of that program.
    assert_eq!(moves(0), "1>2 3>4 5>6 7>8");
    assert_eq!(moves(1), "1>3 1>9 2>4 2>9 3>9 4>9 5>7 5>9 6>8 6>9 7>9 8>9");
    assert_eq!(moves(2), "1>5 2>6 3>7 4>8 5>1 6>2 7>3 8>4");
}

/// Nash and SEQ 5, 8, 9; GMR and SMR 1 and 4 as well: from memory of the literature, recomputed
/// here by sequences and by matrices.
#[test]
fn elmira_has_the_equilibria_of_the_literature() {
    let conflict = conflict(ELMIRA);
    let answer = answer(&conflict);
    let names = |concept| {
        let mut names = equilibria(&conflict, &answer, concept);
        names.sort();
        names.join(" ")
    };
    assert_eq!(names(Concept::Nash), "5 8 9");
    assert_eq!(names(Concept::Seq), "5 8 9");
    assert_eq!(names(Concept::Gmr), "1 4 5 8 9");
    assert_eq!(names(Concept::Smr), "1 4 5 8 9");
    assert_eq!(answer.checked, Some(true));
    // Ministry and company together leave 5 for 8 (Kilgour, Hipel, Fang and Peng 2001).
    let at = |name: &str| conflict.states.iter().position(|state| state.name == name).unwrap();
    let together = Group(0b011);
    assert_eq!(answer.stable(together, at("5"), Concept::Nash), Some(Truth::No));
    assert_eq!(answer.stable(together, at("8"), Concept::Nash), Some(Truth::Yes));
    // From the status quo things come to 5 by improvements: the local government insists.
    let way = &answer.ways[at("5")];
    assert_eq!(way.by_improvements.as_ref().map(Vec::len), Some(1));
    assert_eq!(answer.ways[at("8")].by_improvements, None);
    assert_eq!(answer.ways[at("8")].by_moves.as_ref().map(Vec::len), Some(3));
}

mod random {
    //! The textbook definitions on random graphs, each state and group, by brute force.

    use super::*;
    use proptest::prelude::*;
    use talks::stability::bits::Bits;
    use talks::stability::check;
    use talks::stability::conflict::State;
    use talks::stability::graph::{Graph, Move};
    use talks::stability::inverse::inverse;
    use talks::stability::judge::View;
    use talks::stability::order::{Compared, Order};
    use talks::stability::why::{Why, why};

    /// Decision makers, states, moves, and a level for each state: higher is better.
    type Drawn = (Vec<Vec<Vec<bool>>>, Vec<Vec<u8>>);

    fn drawn(
        makers: std::ops::Range<usize>,
        states: std::ops::Range<usize>,
    ) -> impl Strategy<Value = Drawn> {
        (makers, states).prop_flat_map(|(makers, states)| {
            let moves = prop::collection::vec(prop::bool::weighted(0.3), states);
            let moves = prop::collection::vec(prop::collection::vec(moves, states), makers);
            let levels = prop::collection::vec(0..states as u8, states);
            (moves, prop::collection::vec(levels, makers))
        })
    }

    fn built(moves: &[Vec<Vec<bool>>]) -> Conflict {
        let states = moves[0].len();
        let row = |from: usize, row: &Vec<bool>| {
            let mut bits = Bits::none(states);
            (0..states).filter(|to| row[*to] && *to != from).for_each(|to| bits.add(to));
            bits
        };
        let of_maker =
            |of: &Vec<Vec<bool>>| of.iter().enumerate().map(|(from, r)| row(from, r)).collect();
        Conflict {
            title: String::new(),
            makers: (0..moves.len()).map(|at| format!("m{at}")).collect(),
            options: Vec::new(),
            states: (0..states)
                .map(|at| State { name: format!("s{at}"), combinations: Vec::new() })
                .collect(),
            moves: moves.iter().map(of_maker).collect(),
            statements: Vec::new(),
            status_quo: None,
            wished: None,
        }
    }

    fn ranking(levels: &[u8]) -> Vec<Vec<usize>> {
        let level = |wanted: u8| (0..levels.len()).filter(|at| levels[*at] == wanted).collect();
        let mut groups: Vec<Vec<usize>> = (0..levels.len() as u8).rev().map(level).collect();
        groups.retain(|group| !group.is_empty());
        groups
    }

    fn orders(levels: &[Vec<u8>]) -> Vec<Order> {
        levels.iter().map(|of| Order::of_ranking(of.len(), &ranking(of))).collect()
    }

    /// Levels with gaps: states of level `None` are not compared by their decision maker.
    fn partial(levels: &[Vec<u8>], known: &[Vec<bool>]) -> Vec<Order> {
        let of = |(levels, known): (&Vec<u8>, &Vec<bool>)| {
            let mut groups = ranking(levels);
            groups.iter_mut().for_each(|group| group.retain(|at| known[*at]));
            groups.retain(|group| !group.is_empty());
            Order::of_ranking(levels.len(), &groups)
        };
        levels.iter().zip(known).map(of).collect()
    }

    fn agrees(order: &Order, world: &Order) -> bool {
        let states = 0..order.states();
        states.clone().all(|a| {
            states.clone().all(|b| {
                let known = order.compared(a, b);
                known == Compared::Unknown || known == world.compared(a, b)
            })
        })
    }

    /// All rankings with ties of so many states.
    fn all_rankings(states: usize) -> Vec<Vec<Vec<usize>>> {
        let levels = states as u32;
        let mut found: Vec<Vec<Vec<usize>>> = (0..states.pow(levels))
            .map(|code| {
                let level = |at: usize| (code / states.pow(at as u32) % states) as u8;
                ranking(&(0..states).map(level).collect::<Vec<u8>>())
            })
            .collect();
        found.sort();
        found.dedup();
        found
    }

    fn pairs_that_differ(a: &Order, b: &Order) -> usize {
        let pairs = (0..a.states()).flat_map(|x| (0..x).map(move |y| (x, y)));
        pairs.filter(|(x, y)| a.compared(*x, *y) != b.compared(*x, *y)).count()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(150))]

        #[test]
        fn sequences_and_matrices_agree((moves, levels) in drawn(2..5, 2..9)) {
            let (conflict, orders) = (built(&moves), orders(&levels));
            let graph = Graph::new(&conflict, &orders);
            for group in (1..=graph.everybody().0).map(Group) {
                let table = View::new(&graph, group).table();
                let members: Vec<usize> = group.members().collect();
                for (at, concept) in Concept::ALL.into_iter().enumerate() {
                    let expected = check::stable(&conflict, &orders, &members, concept);
                    let found: Vec<bool> = table.iter().map(|a| a[at] == Truth::Yes).collect();
                    prop_assert_eq!(found, expected, "{:?} {:?}", group, concept);
                    prop_assert!(table.iter().all(|answers| answers[at] != Truth::Unknown));
                }
            }
        }

        #[test]
        fn concepts_lie_inside_one_another((moves, levels) in drawn(1..5, 1..9)) {
            let conflict = built(&moves);
            let graph = Graph::new(&conflict, &orders(&levels));
            for group in (1..=graph.everybody().0).map(Group) {
                for [nash, gmr, smr, seq] in View::new(&graph, group).table() {
                    prop_assert!(nash <= seq && seq <= gmr && nash <= smr && smr <= gmr);
                }
            }
        }

        #[test]
        fn witnesses_and_sanctions_are_what_they_claim((moves, levels) in drawn(2..4, 2..7)) {
            let (conflict, orders) = (built(&moves), orders(&levels));
            let graph = Graph::new(&conflict, &orders);
            let legal = |path: &[Move], from: usize, within: Group, better: bool| {
                let befores = std::iter::once(from).chain(path.iter().map(|step| step.to));
                let steps = befores.zip(path).all(|(before, step)| {
                    let improves = orders[step.maker].compared(step.to, before) == Compared::Better;
                    within.has(step.maker)
                        && conflict.moves[step.maker][before].has(step.to)
                        && (improves || !better)
                });
                let turns = path.windows(2).all(|pair| pair[0].maker != pair[1].maker);
                steps && turns && !path.is_empty()
            };
            for group in (1..=graph.everybody().0).map(Group) {
                let view = View::new(&graph, group);
                let prefers = |to: usize, from: usize| {
                    group.members().all(|m| orders[m].compared(to, from) == Compared::Better)
                };
                let cases = (0..graph.states()).flat_map(|s| Concept::ALL.map(|c| (s, c)));
                for (state, concept) in cases {
                    let seq = concept == Concept::Seq;
                    let reach = |from| view.own(from).iter().collect::<Vec<usize>>().into_iter();
                    match why(&view, concept, state) {
                        Why::NoImprovement => {
                            prop_assert!(reach(state).all(|to| !prefers(to, state)));
                        }
                        Why::Deterred(sanctions) => {
                            prop_assert_ne!(concept, Concept::Nash);
                            let last = |path: &[Move]| path.last().unwrap().to;
                            let met: Vec<usize> =
                                sanctions.iter().map(|s| last(&s.improvement)).collect();
                            let all: Vec<usize> =
                                reach(state).filter(|to| prefers(*to, state)).collect();
                            prop_assert_eq!(met, all);
                            for sanction in sanctions {
                                let to = sanction.improvement.last().unwrap().to;
                                let end = sanction.answer.last().unwrap().to;
                                prop_assert!(legal(&sanction.improvement, state, group, false));
                                prop_assert!(legal(&sanction.answer, to, view.others(), seq));
                                prop_assert!(!prefers(end, state));
                                if concept == Concept::Smr {
                                    prop_assert!(reach(end).all(|out| !prefers(out, state)));
                                }
                            }
                        }
                        Why::Undeterred { improvement, replies } => {
                            let to = improvement.last().unwrap().to;
                            prop_assert!(legal(&improvement, state, group, false));
                            prop_assert!(prefers(to, state));
                            for reply in replies {
                                match reply.way_out {
                                    None => prop_assert!(prefers(reply.state, state)),
                                    Some(out) => {
                                        prop_assert_eq!(concept, Concept::Smr);
                                        prop_assert!(view.own(reply.state).has(out));
                                        prop_assert!(prefers(out, state));
                                    }
                                }
                            }
                        }
                        Why::Open(_) => prop_assert!(false, "all is known"),
                    }
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        /// Three answers against all completions of what is known.
        #[test]
        fn partial_preferences_answer_for_all_completions(
            (moves, levels) in drawn(2..4, 2..5),
            known in prop::collection::vec(prop::collection::vec(any::<bool>(), 5), 4),
        ) {
            let conflict = built(&moves);
            let (states, makers) = (conflict.states.len(), conflict.makers.len());
            let partly = partial(&levels, &known);
            let all: Vec<Order> =
                all_rankings(states).iter().map(|r| Order::of_ranking(states, r)).collect();
            let completions: Vec<Vec<&Order>> = partly
                .iter()
                .map(|order| all.iter().filter(|world| agrees(order, world)).collect())
                .collect();
            let worlds: usize = completions.iter().map(Vec::len).product();
            prop_assume!(worlds <= 6_000);
            // By group, concept and state: in how many worlds it is stable.
            let groups: Vec<Group> = (1..=Group::all(makers).0).map(Group).collect();
            let mut stable = vec![vec![vec![0_usize; states]; 4]; groups.len()];
            for code in 0..worlds {
                let mut left = code;
                let world: Vec<Order> = completions
                    .iter()
                    .map(|of| {
                        let at = left % of.len();
                        left /= of.len();
                        of[at].clone()
                    })
                    .collect();
                let graph = Graph::new(&conflict, &world);
                for (of, group) in stable.iter_mut().zip(&groups) {
                    for (state, answers) in View::new(&graph, *group).table().iter().enumerate() {
                        for (of, answer) in of.iter_mut().zip(answers) {
                            of[state] += usize::from(*answer == Truth::Yes);
                        }
                    }
                }
            }
            let graph = Graph::new(&conflict, &partly);
            for (of, group) in stable.iter().zip(&groups) {
                for (state, answers) in View::new(&graph, *group).table().iter().enumerate() {
                    for (concept, answer) in answers.iter().enumerate() {
                        let expected = match of[concept][state] {
                            0 => Truth::No,
                            n if n == worlds => Truth::Yes,
                            _ => Truth::Unknown,
                        };
                        prop_assert_eq!(*answer, expected, "{:?} {} {}", group, concept, state);
                    }
                }
            }
        }

        /// Conditions and least changes against all rankings of one decision maker.
        #[test]
        fn the_inverse_question_is_answered_for_all_rankings((moves, levels) in drawn(2..4, 2..5)) {
            let conflict = built(&moves);
            let (states, orders) = (conflict.states.len(), orders(&levels));
            let graph = Graph::new(&conflict, &orders);
            let worlds: Vec<Order> =
                all_rankings(states).iter().map(|r| Order::of_ranking(states, r)).collect();
            for (state, concept) in (0..states).flat_map(|s| Concept::ALL.map(|c| (s, c))) {
                let answer = inverse(&graph, state, concept);
                for (maker, found) in answer.makers.iter().enumerate() {
                    let sets = found.enough.as_ref().unwrap();
                    let least = found.least.as_ref().unwrap();
                    let mut best = usize::MAX;
                    for world in &worlds {
                        let mut changed = graph.clone();
                        changed.set_order(maker, world.clone());
                        let stable = View::new(&changed, Group::one(maker)).stable(concept, state);
                        let stays = |set: &Vec<usize>| {
                            set.iter().all(|other| !world.better_than(state).has(*other))
                        };
                        prop_assert_eq!(stable == Truth::Yes, sets.iter().any(stays));
                        if stable == Truth::Yes {
                            best = best.min(pairs_that_differ(&orders[maker], world));
                        }
                    }
                    prop_assert_eq!(least.pairs, best, "{:?} {:?}", found, orders[maker].ranking());
                    let new = Order::of_ranking(states, &least.ranking);
                    prop_assert_eq!(pairs_that_differ(&orders[maker], &new), best);
                    prop_assert_eq!(found.stable == Truth::Yes, best == 0);
                }
                // Sets are smallest: without one state of it, none is enough.
                for sets in answer.makers.iter().filter_map(|maker| maker.enough.as_ref()) {
                    for (a, b) in sets.iter().flat_map(|a| sets.iter().map(move |b| (a, b))) {
                        prop_assert!(a == b || !a.iter().all(|state| b.contains(state)));
                    }
                }
                if concept != Concept::Seq {
                    prop_assert_eq!(answer.holds_together, Some(true));
                }
            }
        }
    }
}

mod page {
    //! The page of the suite about conflicts that cannot be read.

    use super::*;
    use basis::At;

    /// Code, underlined text, message.
    fn shown(text: &str) -> Vec<String> {
        let problems = match read::conflict(&Input { name: "c.toml", text }) {
            Err(problems) => problems,
            Ok(conflict) => conflict.preferences(&ALL).unwrap_err(),
        };
        let show = |problem: &basis::Diagnostic| {
            let place = match problem.labels.first().map(|label| &label.at) {
                Some(At::Bytes(span)) => text.get(span.start..span.end).expect("inside the file"),
                _ => "",
            };
            format!("{} `{place}` {}", problem.code.0, problem.message)
        };
        problems.iter().map(show).collect()
    }

    #[test]
    fn every_faulty_conflict_is_told_as_the_page_says() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../suite/talks/stability.md");
        let page = std::fs::read_to_string(path).unwrap();
        let mut fences = page.split("```").skip(1).step_by(2);
        let mut cases = 0;
        while let Some(fence) = fences.next() {
            let Some(text) = fence.strip_prefix("conflict\n") else { continue };
            let expected = fences.next().and_then(|next| next.strip_prefix("problem\n")).unwrap();
            assert_eq!(shown(text), expected.lines().collect::<Vec<_>>(), "{text}");
            cases += 1;
        }
        assert!(cases > 5);
    }
}

mod derived;

/// Preference statements in order of weight: what decides is the first in which two states differ.
#[test]
fn priorities_order_states_by_the_first_difference() {
    let head = "format = 'detente-conflict/1'\nmakers = ['A', 'B']\n\
        option = [{ name = 'a', by = 'A' }, { name = 'b', by = 'B' }]\n";
    let ranking = |priorities: &str| {
        let rest = "source = 'invented'\nstanding = 'inferred'\n";
        let preference = format!("[[preference]]\nmaker = 'A'\npriorities = {priorities}\n{rest}");
        let conflict = conflict(&format!("{head}{preference}"));
        let order = conflict.preferences(&ALL).unwrap().orders.swap_remove(0);
        let name = |state: &usize| conflict.states[*state].name.clone();
        let groups = order.ranking().unwrap();
        let groups = groups.iter().map(|g| g.iter().map(name).collect::<Vec<_>>().join(" = "));
        groups.collect::<Vec<String>>().join(" > ")
    };
    assert_eq!(ranking("['b', 'not a']"), "b > a + b > nothing taken > a");
    assert_eq!(ranking("['a if b', 'not b']"), "nothing taken = a > a + b > b");
    assert_eq!(ranking("['a iff b']"), "nothing taken = a + b > a = b");
}

/// What was told in confidence comes before what was said, the later before the earlier.
#[test]
fn the_best_standing_and_the_latest_date_hold() {
    let text = "format = 'detente-conflict/1'\nmakers = ['A']\n\
        state = [{ name = 'x' }, { name = 'y' }]\nmove = [{ by = 'A', from = 'x', to = 'y' }]\n\
        preference = [\n\
        { maker = 'A', rank = ['x', 'y'], source = 's', standing = 'said', date = 2026-01-01 },\n\
        { maker = 'A', rank = ['y', 'x'], source = 's', standing = 'said', date = 2026-02-01 },\n\
        { maker = 'A', rank = [['x', 'y']], source = 's', standing = 'confidential' },\n]\n";
    let conflict = conflict(text);
    let nash = |standings: &[Standing]| {
        let preferences = conflict.preferences(standings).unwrap();
        let answer = Answer::of(&conflict, &preferences).unwrap();
        (preferences.rests_on, answer.makers[0][0][place(Concept::Nash)])
    };
    assert_eq!(nash(&[Standing::Said]), (vec![1], Truth::No));
    assert_eq!(nash(&ALL), (vec![2], Truth::Yes));
    assert_eq!(nash(&[Standing::Inferred]), (vec![], Truth::Unknown));
}
