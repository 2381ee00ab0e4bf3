//! Words as they are compared: in small letters, without what is not seen, and with what looks like
//! a letter in place of another as that letter.

use std::iter::Peekable;
use std::str::CharIndices;

/// A word, or the end of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Word(String),
    /// What hyphens, full stops or line ends part, as one word; its parts stand before it.
    Joined(String),
    Stop,
}

/// What a stretch of text holds, and whether its words touch what stands before and after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Folded {
    pub(super) tokens: Vec<Token>,
    pub(super) touches_before: bool,
    pub(super) touches_after: bool,
}

/// A joined word that is longer is not one that anybody looks for.
pub(super) const JOINED_BYTES_MOST: usize = 40;

/// How far the end of an HTML tag is looked for.
const TAG_BYTES_MOST: usize = 200;

/// What is thought to stand between two words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    Words,
    /// A hyphen or the like: the words may be one.
    Link,
}

struct Folder {
    folded: Folded,
    word: String,
    /// The last word, with those that it was linked to.
    before: String,
    between: Between,
}

/// Folds a stretch of text into words.
pub(super) fn fold(text: &str) -> Folded {
    let before = String::new();
    let folded = Folded::default();
    let mut folder = Folder { folded, word: String::new(), before, between: Between::Words };
    let mut chars = text.char_indices().peekable();
    let mut seen = false;
    while let Some((at, c)) = chars.next() {
        let c = match (c, text.get(at..).unwrap_or_default()) {
            ('<', rest) if skip_tag(&mut chars, rest) => continue,
            ('&', rest) => entity(&mut chars, rest).unwrap_or(c),
            _ => c,
        };
        if unseen(c) {
            continue;
        }
        if c.is_alphanumeric() {
            folder.folded.touches_before |= !seen;
            letter(c, &mut folder.word);
        } else {
            let last = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
            folder.separator(c, last);
        }
        seen = true;
    }
    folder.folded.touches_after = !folder.word.is_empty();
    folder.end_word();
    folder.folded
}

impl Folder {
    fn separator(&mut self, c: char, before_blank: bool) {
        let had_word = self.end_word();
        match c {
            '.' | '!' | '?' if before_blank => {
                self.folded.tokens.push(Token::Stop);
                self.between = Between::Words;
            }
            '-' | '_' | '/' | '.' | '\u{2010}'..='\u{2015}' if had_word => {
                self.between = Between::Link;
            }
            // A word may be broken at the end of a line.
            '\n' | '\r' if self.between == Between::Link => {}
            _ => self.between = Between::Words,
        }
    }

    fn end_word(&mut self) -> bool {
        if self.word.is_empty() {
            return false;
        }
        let word = std::mem::take(&mut self.word);
        let letter =
            |word: &str| word.chars().all(char::is_alphabetic) && word.chars().nth(1).is_none();
        let spaced_out = letter(&word)
            && matches!(self.folded.tokens.iter().rev().find(|t| !matches!(t, Token::Joined(_))),
                Some(Token::Word(before)) if letter(before));
        let linked = self.between == Between::Link || spaced_out;
        let fits = self.before.len() + word.len() <= JOINED_BYTES_MOST;
        self.folded.tokens.push(Token::Word(word.clone()));
        if linked && fits && !self.before.is_empty() {
            self.before += &word;
            self.folded.tokens.push(Token::Joined(self.before.clone()));
        } else {
            self.before = word;
        }
        self.between = Between::Words;
        true
    }
}

type Chars<'a> = Peekable<CharIndices<'a>>;

/// Passes over a tag or comment of HTML, which begins `rest`.
fn skip_tag(chars: &mut Chars<'_>, rest: &str) -> bool {
    let begins = |c: char| c.is_ascii_alphabetic() || c == '/' || c == '!';
    let end = rest.bytes().take(TAG_BYTES_MOST).position(|byte| byte == b'>');
    let Some(end) = end.filter(|_| rest[1..].starts_with(begins)) else { return false };
    pass(chars, rest, end);
    true
}

/// The character that a reference of HTML at the beginning of `rest` stands for.
fn entity(chars: &mut Chars<'_>, rest: &str) -> Option<char> {
    let end = rest.bytes().take(10).position(|byte| byte == b';')?;
    let name = &rest[1..end];
    let number = |digits: &str| match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => digits.parse().ok(),
    };
    let c = match name {
        "shy" => '\u{ad}',
        "zwj" | "zwnj" => '\u{200d}',
        _ => name.strip_prefix('#').and_then(number).and_then(char::from_u32)?,
    };
    pass(chars, rest, end);
    Some(c)
}

fn pass(chars: &mut Chars<'_>, rest: &str, bytes: usize) {
    let characters = rest[..=bytes].chars().count();
    // The first was taken already.
    chars.by_ref().take(characters - 1).for_each(drop);
}

/// Whether a character is not seen inside of a word, or goes without saying there: soft hyphens,
/// joiners and marks of direction, marks over letters, apostrophes, emphasis.
fn unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e01ef}'
        | '\'' | '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{2032}' | '\u{ff07}'
        | '*' | '`' | '~' | '\\')
}

/// Letters by what they look like. The first of each is the one that is compared.
const ALIKE: &[&str] = &[
    "aàáâãäåāăąǎɑаα",
    "bвβьƅ",
    "cçćĉċčсϲ",
    "dďđԁ",
    "eèéêëēĕėęěеёεҽ",
    "gĝğġģɡ",
    "hĥħһнη",
    "iìíîïĩīĭįıіїι",
    "jĵјϳ",
    "kķкκ",
    "lĺļľŀłӏ",
    "mмμ",
    "nñńņňŋпΝ",
    "oòóôõöøōŏőоοօ",
    "pрρ",
    "rŕŗřг",
    "sśŝşšșſѕ",
    "tţťŧțтτ",
    "uùúûüũūŭůűųυ",
    "vνѵ",
    "wŵѡω",
    "xхχ",
    "yýÿŷуү",
    "zźżžζ",
];

/// Adds a letter or digit as it is compared.
fn letter(c: char, word: &mut String) {
    if c.is_ascii() {
        word.push(c.to_ascii_lowercase());
        return;
    }
    let c = match u32::from(c) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
        // Letters of formulas stand in alphabets of capitals and small letters.
        code @ 0x1d400..=0x1d6a3 => {
            let place = u8::try_from((code - 0x1d400) % 26).unwrap_or_default();
            char::from(b'a' + place)
        }
        _ => c,
    };
    for small in c.to_lowercase() {
        match small {
            'ß' => *word += "ss",
            'æ' => *word += "ae",
            'œ' => *word += "oe",
            'ﬀ' => *word += "ff",
            'ﬁ' => *word += "fi",
            'ﬂ' => *word += "fl",
            'ﬃ' => *word += "ffi",
            'ﬄ' => *word += "ffl",
            _ if unseen(small) => {}
            _ => {
                let alike = ALIKE.iter().find(|row| row.contains(small) || row.contains(c));
                word.push(alike.and_then(|row| row.chars().next()).unwrap_or(small));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let shown = |token: &Token| match token {
            Token::Word(word) => word.clone(),
            Token::Joined(word) => format!("={word}"),
            Token::Stop => ".".to_owned(),
        };
        fold(text).tokens.iter().map(shown).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_not_seen_is_dropped() {
        for amnesty in [
            "AMNESTY",
            "am\u{ad}nes\u{200b}ty",
            "amn\u{435}st\u{443}",
            "a\u{301}mnésty",
            "am**nes**ty",
            "am<!-- no -->nes<b>ty</b>",
            "am&shy;n&#101;st&#x79;",
            "\u{ff41}mnesty",
            "\u{1d4d0}\u{1d4f6}nesty",
            "amne\u{2019}sty",
        ] {
            assert_eq!(words(amnesty), "amnesty", "{amnesty}");
        }
        assert_eq!(words("\u{39d}\u{39f} o\u{fb03}cer"), "no officer");
    }

    #[test]
    fn what_is_parted_is_joined_as_well() {
        assert_eq!(words("hostage-taking"), "hostage taking =hostagetaking");
        assert_eq!(words("prose-\ncuted"), "prose cuted =prosecuted");
        assert_eq!(words("P.O.W.s here"), "p o =po w =pow s =pows here");
        assert_eq!(words("f o o d"), "f o =fo o =foo d =food");
        assert_eq!(words("north - south"), "north south");
        assert_eq!(words("One. Two 3.5 <4"), "one . two 3 5 =35 4");
    }

    #[test]
    fn odd_references_and_tags_are_text() {
        assert_eq!(words("a & b &nbsp; < c &#x110000; &#;"), "a b =ab nbsp c x110000");
        assert_eq!(words("&é;<é><"), "e e =ee");
        assert_eq!(words(""), "");
    }

    #[test]
    fn ends_tell_whether_they_touch() {
        let touches = |text: &str| (fold(text).touches_before, fold(text).touches_after);
        assert_eq!(touches("un\u{ad}"), (true, true));
        assert_eq!(touches(" un, "), (false, false));
        assert_eq!(touches(""), (false, false));
    }
}
