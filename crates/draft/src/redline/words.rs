//! Where texts are cut: into paragraphs, and into words.

use std::ops::Range;

/// Where paragraphs begin, and the end of the text: the pieces between are the text again. Blank
/// lines belong to the paragraph before them. An empty text has a single cut.
pub(crate) fn paragraphs(text: &str) -> Vec<usize> {
    let mut cuts = vec![0];
    let mut after_blank = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let blank = line.trim().is_empty();
        if after_blank && !blank {
            cuts.push(at);
        }
        after_blank = blank && at > 0;
        at += line.len();
    }
    if at > 0 {
        cuts.push(at);
    }
    cuts
}

/// The words and single signs of a part of a text, without the blanks between them. Where the part
/// begins with blanks, an empty word stands before them, so that all blanks follow a word.
pub(crate) fn split(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut in_word = false;
    for (at, c) in text[part.clone()].char_indices() {
        let at = part.start + at;
        let class = class(c);
        match words.last_mut() {
            Some(word) if in_word && class == Class::Word => word.end = at + c.len_utf8(),
            None if class == Class::Blank => words.push(at..at),
            _ if class != Class::Blank => words.push(at..at + c.len_utf8()),
            _ => {}
        }
        in_word = class == Class::Word;
    }
    words
}

/// The words of a part of a text, without blanks and signs, in lower case.
pub(crate) fn words(text: &str, part: Range<usize>) -> impl Iterator<Item = String> {
    let spoken = |word: &&str| word.chars().next().is_some_and(is_spoken);
    split(text, part).into_iter().map(|word| &text[word]).filter(spoken).map(str::to_lowercase)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Word,
    Sign,
}

/// Words are cut at blanks and at signs. What is neither stays together, marks that belong to the
/// letter before them included; scripts that put no blanks between words are cut at each letter.
fn class(c: char) -> Class {
    if c.is_whitespace() {
        Class::Blank
    } else if c.is_ascii_punctuation() || is_sign(c) || is_ideograph(c) {
        Class::Sign
    } else {
        Class::Word
    }
}

fn is_spoken(c: char) -> bool {
    class(c) == Class::Word || is_ideograph(c)
}

/// Quotation marks, dashes and the like of Latin, general, Arabic, Ethiopic and Chinese use.
fn is_sign(c: char) -> bool {
    matches!(c,
        '\u{a1}'..='\u{a9}' | '\u{ab}' | '\u{ac}' | '\u{ae}'..='\u{b1}' | '\u{b6}' | '\u{b7}'
        | '\u{bb}' | '\u{bf}' | '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{1361}'..='\u{1368}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}'
        | '\u{3008}'..='\u{3020}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
}

/// Letters of scripts that stand for themselves: Han and the Japanese syllables.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_keep_their_blank_lines() {
        let cut = |text: &str| -> Vec<String> {
            paragraphs(text).windows(2).map(|cut| text[cut[0]..cut[1]].to_owned()).collect()
        };
        assert_eq!(cut("a\nb\n\n\nc\n \nd"), ["a\nb\n\n\n", "c\n \n", "d"]);
        assert_eq!(cut("\n\na"), ["\n\n", "a"]);
        assert_eq!(cut("\r\na\r\n\r\nb"), ["\r\na\r\n\r\n", "b"]);
        assert!(cut("").is_empty());
    }

    #[test]
    fn words_and_signs() {
        let cut = |text: &str| -> Vec<String> {
            split(text, 0..text.len()).into_iter().map(|word| text[word].to_owned()).collect()
        };
        assert_eq!(cut("10 km,\n [a] "), ["10", "km", ",", "[", "a", "]"]);
        assert_eq!(cut(" \na"), ["", "a"]);
        assert_eq!(cut("«да» नमस्ते 停火"), ["«", "да", "»", "नमस्ते", "停", "火"]);
        let text = "The [Party]'s 停火";
        assert!(words(text, 4..text.len()).eq(["party", "s", "停", "火"]));
    }
}
