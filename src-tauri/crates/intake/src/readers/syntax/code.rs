//! Words, texts and signs of a program, without an understanding of it: enough to see which text
//! is assigned to which name in PHP, JavaScript, Python, Ruby and HCL.

use std::ops::Range;

use zeroize::Zeroizing;

/// What marks comments and texts in a language.
#[derive(Clone, Copy)]
pub(in crate::readers) struct Language {
    /// `#` begins a comment.
    pub hash: bool,
    /// `//` and `/* */` are comments.
    pub slashes: bool,
    /// A text in marks may go over the end of a line.
    pub long_texts: bool,
    /// `"""` and `'''` mark texts.
    pub triple: bool,
    /// `<<EOF` begins a text of lines.
    pub heredoc: bool,
}

pub(in crate::readers) const PHP: Language = Language {
    hash: true,
    slashes: true,
    long_texts: true,
    triple: false,
    heredoc: false,
};
pub(in crate::readers) const JAVASCRIPT: Language = Language {
    hash: false,
    slashes: true,
    long_texts: false,
    triple: false,
    heredoc: false,
};
pub(in crate::readers) const PYTHON: Language = Language {
    hash: true,
    slashes: false,
    long_texts: false,
    triple: true,
    heredoc: false,
};
pub(in crate::readers) const HCL: Language = Language {
    hash: true,
    slashes: true,
    long_texts: false,
    triple: false,
    heredoc: true,
};

#[derive(Clone)]
pub(in crate::readers) enum Token {
    Word(Range<usize>),
    /// A text without its marks, and what it says where that is not what it is.
    Text(Range<usize>, Option<Zeroizing<Vec<u8>>>),
    /// One letter that is neither, or the first of `=>`, `->`, `::`, `==`, `!=`, `??`, `?:`, `||`.
    Sign([u8; 2]),
}

/// Reads one token after another.
pub(in crate::readers) fn tokens(bytes: &[u8], language: Language) -> impl Iterator<Item = Token> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at = skip(bytes, at, language);
        let c = *bytes.get(at)?;
        let from = at;
        let is_word = |c: &u8| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'$') || !c.is_ascii();
        if is_word(&c) {
            at += bytes[at..]
                .iter()
                .position(|c| !is_word(c))
                .unwrap_or(bytes.len() - at);
            return Some(Token::Word(from..at));
        }
        if matches!(c, b'"' | b'\'' | b'`') {
            let (inner, behind) = text(bytes, at, language);
            at = behind;
            let raw = &bytes[inner.clone()];
            let decoded = raw.contains(&b'\\').then(|| unescape(raw, c));
            return Some(Token::Text(inner, decoded));
        }
        if language.heredoc
            && bytes[at..].starts_with(b"<<")
            && let Some((inner, behind)) = heredoc(bytes, at + 2)
        {
            at = behind;
            return Some(Token::Text(inner, None));
        }
        let next = bytes.get(at + 1).copied().unwrap_or_default();
        let pair = [c, next];
        let double = [
            b"=>", b"->", b"::", b"==", b"!=", b"??", b"?:", b"||", b"&&", b"?.",
        ]
        .contains(&&pair);
        at += 1 + usize::from(double);
        Some(Token::Sign(if double { pair } else { [c, 0] }))
    })
}

/// Passes blanks and comments.
fn skip(bytes: &[u8], mut at: usize, language: Language) -> usize {
    while let Some(c) = bytes.get(at) {
        let rest = &bytes[at..];
        if c.is_ascii_whitespace() {
            at += 1;
        } else if (language.hash && *c == b'#') || (language.slashes && rest.starts_with(b"//")) {
            at += rest.iter().position(|c| *c == b'\n').unwrap_or(rest.len());
        } else if language.slashes && rest.starts_with(b"/*") {
            let end = rest.windows(2).skip(2).position(|two| two == b"*/");
            at += end.map_or(rest.len(), |end| end + 4);
        } else {
            break;
        }
    }
    at
}

/// The text that begins here and the position behind it. One that is not closed ends with its
/// line, or with the file where texts may be long.
fn text(bytes: &[u8], at: usize, language: Language) -> (Range<usize>, usize) {
    let mark = bytes[at];
    let three = [mark; 3];
    if language.triple && bytes[at..].starts_with(&three) {
        let from = at + 3;
        let end = bytes[from..].windows(3).position(|window| window == three);
        let end = end.map_or(bytes.len(), |end| from + end);
        return (from..end, (end + 3).min(bytes.len()));
    }
    let from = at + 1;
    let mut at = from;
    while let Some(c) = bytes.get(at) {
        match c {
            b'\\' => at += 2,
            c if *c == mark => return (from..at, at + 1),
            b'\n' if !language.long_texts && mark != b'`' => return (from..at, at),
            _ => at += 1,
        }
    }
    (from.min(bytes.len())..bytes.len(), bytes.len())
}

/// Lines up to the one that is the word behind `<<` or `<<-`.
fn heredoc(bytes: &[u8], at: usize) -> Option<(Range<usize>, usize)> {
    let at = at + usize::from(bytes.get(at) == Some(&b'-'));
    let line = at + bytes[at..].iter().position(|c| *c == b'\n')?;
    let word = bytes[at..line].trim_ascii();
    if word.is_empty() || !word.iter().all(|c| c.is_ascii_alphanumeric() || *c == b'_') {
        return None;
    }
    let from = line + 1;
    let mut at = from;
    for row in bytes.get(from..)?.split_inclusive(|c| *c == b'\n') {
        if row.trim_ascii() == word {
            return Some((from..at.saturating_sub(1).max(from), at + row.len()));
        }
        at += row.len();
    }
    None
}

fn unescape(raw: &[u8], mark: u8) -> Zeroizing<Vec<u8>> {
    if mark != b'\'' {
        // The escapes of JSON are those that these languages share.
        return super::json::unescape(raw);
    }
    let mut out = Zeroizing::new(Vec::with_capacity(raw.len()));
    let mut bytes = raw.iter().peekable();
    while let Some(c) = bytes.next() {
        match bytes.next_if(|next| *c == b'\\' && matches!(next, b'\\' | b'\'')) {
            Some(escaped) => out.push(*escaped),
            None => out.push(*c),
        }
    }
    out
}

/// A name and the text that is assigned to it.
pub(in crate::readers) struct Assigned {
    pub key: String,
    pub value: Range<usize>,
    pub decoded: Option<Zeroizing<Vec<u8>>>,
}

/// Calls with every text that stands behind a name and `=`, `:` or `=>`; that is the second
/// argument of `define`; or that is what a name falls back to, as in `env('A', 'text')`,
/// `process.env.A || 'text'` and `getenv('A') ?: 'text'`.
pub(in crate::readers) fn assigned(bytes: &[u8], language: Language, visit: &mut dyn FnMut(Assigned)) {
    let mut key: Option<String> = None;
    let mut last: Option<String> = None;
    let mut before: Vec<Token> = Vec::new();
    let name = |range: &Range<usize>, decoded: &Option<Zeroizing<Vec<u8>>>| match decoded {
        Some(decoded) => super::tree::key_of(decoded),
        None => super::tree::key_of(&bytes[range.clone()]),
    };
    for token in tokens(bytes, language) {
        match &token {
            // `name: string = 'text'`
            Token::Sign([b'=', 0]) if last.as_deref() == Some("string") => {}
            Token::Sign([b'=', 0 | b'>'] | [b':', 0]) => key = last.clone(),
            Token::Sign([b';' | b'{' | b'}', 0]) => (key, last) = (None, None),
            // `array(`, `Object.freeze(` and the like hold no value of the key, but `env(` does.
            Token::Sign([b'[', 0]) => last = None,
            Token::Word(range) => last = Some(super::tree::key_of(&bytes[range.clone()])),
            Token::Text(range, decoded) => {
                let to = match before.as_slice() {
                    [.., Token::Sign([b'=', 0 | b'>'] | [b':', 0])] => key.take(),
                    [.., Token::Sign([b'|', b'|'] | [b'?', b'?' | b':'])] => key.take(),
                    [
                        ..,
                        Token::Word(call),
                        Token::Sign([b'(', 0]),
                        Token::Text(first, inner),
                        Token::Sign([b',', 0]),
                    ] => {
                        let call = &bytes[call.clone()];
                        match call {
                            b"define" => Some(name(first, inner)),
                            b"env" | b"getenv" | b"get" | b"config" | b"fetch" => {
                                key.take().or_else(|| Some(name(first, inner)))
                            }
                            _ => None,
                        }
                    }
                    _ => None,
                };
                if let Some(key) = to {
                    visit(Assigned {
                        key,
                        value: range.clone(),
                        decoded: decoded.clone(),
                    });
                }
                last = Some(name(range, decoded));
            }
            Token::Sign([b',', 0]) => {
                // Behind a comma a new pair begins, but not within a call.
                if !matches!(
                    before.as_slice(),
                    [.., Token::Word(_), Token::Sign([b'(', 0]), Token::Text(..)]
                ) {
                    key = None;
                }
            }
            Token::Sign(_) => {}
        }
        before.push(token);
        if before.len() > 8 {
            before.drain(..4);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(code: &str, language: Language) -> Vec<(String, String)> {
        let mut found = Vec::new();
        assigned(code.as_bytes(), language, &mut |assigned| {
            let value = assigned
                .decoded
                .as_ref()
                .map_or(&code.as_bytes()[assigned.value.clone()], |v| v.as_slice());
            found.push((assigned.key, String::from_utf8_lossy(value).into_owned()));
        });
        found
    }

    fn expect(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn php_says_it_in_four_ways() {
        let code = r#"<?php // 'x' => 'y'
define( 'DB_PASSWORD', 'it\'s' ); # define('A', 'b')
$config['db']['password'] = "two\twords";
return ['mysql' => ['password' => env('DB_PASSWORD', 'fallback'), 'port' => 3306, 'user' => 'root']];
public $secret = 'three'; $a = getenv('B') ?: 'c';"#;
        assert_eq!(
            pairs(code, PHP),
            expect(&[
                ("DB_PASSWORD", "it's"),
                ("password", "two\twords"),
                ("password", "fallback"),
                ("user", "root"),
                ("$secret", "three"),
                ("$a", "c"),
            ])
        );
    }

    #[test]
    fn javascript_python_and_hcl_say_it_too() {
        let code = "const a = { password: 'b', 'apiKey': \"c\", d: process.env.D || 'e' }; let f = `g`; // h: 'i'\nj('k', 'l')";
        let expected = [("password", "b"), ("apiKey", "c"), ("d", "e"), ("f", "g")];
        assert_eq!(pairs(code, JAVASCRIPT), expect(&expected));
        let code = "SECRET_KEY = 'a'\nDB = {'default': {'PASSWORD': \"\"\"b\n\"\"\"}} # 'c': 'd'\nE = os.environ.get('F', 'g')\n";
        let expected = [("SECRET_KEY", "a"), ("PASSWORD", "b\n"), ("E", "g")];
        assert_eq!(pairs(code, PYTHON), expect(&expected));
        let code = "db_password = \"a\" # b\nc = {\n  d = \"e\"\n  f : \"g\"\n}\nh = [\"i\"]\nkey = <<-EOF\n  j\n  EOF\nk = \"l\"\n";
        let expected = [
            ("db_password", "a"),
            ("d", "e"),
            ("f", "g"),
            ("key", "  j"),
            ("k", "l"),
        ];
        assert_eq!(pairs(code, HCL), expect(&expected));
    }

    #[test]
    fn damage_is_survived() {
        for code in [
            "'",
            "\"\\",
            "a = '",
            "define('",
            "<<",
            "<<EOF\n",
            "/*",
            "a = <<EOF\nb",
            "\u{FEFF}",
            "'''",
            "ä='ö'",
        ] {
            for language in [PHP, JAVASCRIPT, PYTHON, HCL] {
                pairs(code, language);
            }
        }
        let found = pairs("a = 'open\nb = 'c'\n", JAVASCRIPT);
        assert!(found.contains(&("b".to_owned(), "c".to_owned())), "{found:?}");
    }
}
