//! Packages in files, against every combination of choices.

use basis::Severity;
use draft::condition::Choice;
use draft::table::{Agreed, Table};
use talks::chosen;

const TEXT: &str = "[a / b / no text]{#1}(agreed: a) [c [d / e]{#3}(agreed ad ref: e) / f]{#2} \
                    [g (if 2 is f) / h]{#4}(agreed: g) [i / j (if 1 is b)]{#5}";

/// What is agreed asks for what stands inside of another bracket, and stands inside of one itself.
const NESTED: &str = "[a [b / c]{#2} / d]{#1} [e (if 2 is b) / f]{#3}(agreed: e) \
                      [g [h (if 1 is d) / i]{#5}(agreed: h) / j / k __]{#4}(agreed: j)";

/// All ways to name an option, or none, for each bracket.
fn files(keys: &[Vec<&str>]) -> Vec<Vec<Option<usize>>> {
    keys.iter().fold(vec![Vec::new()], |files, keys| {
        let longer = |file: &Vec<Option<usize>>| {
            let named = std::iter::once(None).chain((0..keys.len()).map(Some));
            named.map(|at| file.iter().copied().chain([at]).collect()).collect::<Vec<_>>()
        };
        files.iter().flat_map(longer).collect()
    })
}

#[test]
fn what_is_agreed_stays_or_is_told() {
    // `f` for 2 and `i` for 5; 1 and 4 named as they are agreed, or left out.
    assert_eq!(whole_packages(TEXT), 4);
    // `a` for 1 and `b` for 2; 3 and 4 named as they are agreed, or left out.
    assert_eq!(whole_packages(NESTED), 4);
}

#[test]
fn what_is_agreed_inside_of_an_open_bracket_is_ruled_out_by_nothing() {
    let text = "[a [b (if 3 is c) / d]{#2}(agreed: b) / e]{#1} [c / f]{#3}";
    let (draft, problems) = draft::parse("text.md", text, &[]);
    assert!(problems.is_empty());
    let read = |choices: &str| {
        let text = format!("format = \"{}\"\n[choices]\n{choices}", chosen::FORMAT);
        chosen::read("p.toml", &text, &draft, Agreed::Fixed).1.len()
    };
    assert_eq!([read("3 = \"f\""), read("3 = \"f\"\n1 = \"e\"")], [0, 0]);
    assert_eq!([read("3 = \"f\"\n1 = \"a…\""), read("3 = \"f\"\n2 = \"b\"")], [1, 1]);
}

#[test]
fn what_is_agreed_counts_as_open_where_it_is_ruled_out() {
    let text = "[a / b (if 2 is d)]{#1} [c / d]{#2}(agreed: c) [e (if 1 is a) / f]{#3}(agreed: e)";
    let (draft, problems) = draft::parse("text.md", text, &[]);
    assert!(problems.is_empty());
    let read = |choices: &str| {
        let text = format!("format = \"{}\"\n[choices]\n{choices}", chosen::FORMAT);
        chosen::read("p.toml", &text, &draft, Agreed::Open)
    };
    let (choices, problems) = read("1 = \"b\"");
    assert_eq!(choices, [Choice::Option(1), Choice::Open, Choice::Open]);
    assert!(problems.is_empty());
    assert_eq!(read("1 = \"a\"").0, [Choice::Option(0); 3]);
    // What is named is not opened.
    assert_eq!(read("1 = \"b\"\n2 = \"c\"").1.len(), 1);
}

/// Reads every file that names options of a text, or none, for each bracket; how many whole
/// packages are not refused.
fn whole_packages(text: &str) -> usize {
    let (draft, problems) = draft::parse("text.md", text, &[]);
    assert!(problems.is_empty());
    let keys: Vec<Vec<&str>> =
        draft.brackets.iter().map(|b| b.options.iter().map(|o| o.key.as_str()).collect()).collect();
    let fixed = Table::new(&draft, Agreed::Fixed);
    let mut whole = 0;
    for file in files(&keys) {
        let line = |(at, named): (usize, &Option<usize>)| {
            named.map(|o| format!("{} = {:?}\n", draft.brackets[at].id, keys[at][o]))
        };
        let lines: String = file.iter().enumerate().filter_map(line).collect();
        let text = format!("format = \"{}\"\n[choices]\n{lines}", chosen::FORMAT);
        let read = |agreed| chosen::read("p.toml", &text, &draft, agreed);
        let (choices, problems) = read(Agreed::Fixed);
        assert!(problems.iter().all(|problem| problem.severity == Severity::Error));
        let against = draft.brackets.iter().zip(&file).any(|(bracket, named)| {
            named.is_some_and(|named| bracket.agreed().is_some_and(|agreed| agreed != named))
        });
        let is_told = problems.iter().any(|p| p.code == talks::codes::AGREED);
        assert_eq!(is_told, against, "{text}");
        assert!(read(Agreed::Open).1.iter().all(|p| p.code != talks::codes::AGREED));
        if !problems.is_empty() {
            continue;
        }
        let open = fixed.issues.iter().any(|issue| choices[issue.bracket] == Choice::Open);
        let package = fixed.package(&choices);
        assert_eq!(package.is_none(), open, "{text}");
        for (bracket, choice) in draft.brackets.iter().zip(&choices) {
            let kept = |agreed| [Choice::Option(agreed), Choice::NotReached].contains(choice);
            assert!(bracket.agreed().is_none_or(kept), "{text}");
        }
        if let Some(package) = package {
            let choices: Vec<Choice> = package.iter().map(|at| Choice::Option(*at)).collect();
            assert!(
                fixed.rules.iter().all(|rule| rule.must.holds(&choices).is_certain()),
                "{text}"
            );
            whole += 1;
        }
    }
    whole
}
