//! The log that strace writes, call by call.

use std::collections::HashMap;

/// The calls that change files, or say that they are on the disk.
pub const CALLS: &str = "trace=openat,open,creat,read,write,pwrite64,writev,pwritev,pwritev2,lseek,ftruncate,truncate,\
fallocate,fsync,fdatasync,sync_file_range,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,\
rmdir,mkdir,mkdirat,close,copy_file_range,sendfile,splice";

/// One finished call.
#[derive(Debug)]
pub struct Call {
    pub name: String,
    pub arguments: Vec<Argument>,
    /// What it returned; negative where it failed.
    pub returned: i64,
    /// The path behind a returned descriptor.
    pub returned_path: Option<String>,
}

/// One argument.
#[derive(Debug, Clone)]
pub enum Argument {
    /// A descriptor and its path; `None` once the file was removed.
    File(i64, Option<String>),
    Bytes(Vec<u8>),
    Number(i64),
    Flags(String),
}

/// Reads a whole log of `strace -f -y -xx`.
pub fn read(text: &str) -> Vec<Call> {
    let mut begun: HashMap<&str, String> = HashMap::new();
    let mut calls = Vec::new();
    for line in text.lines() {
        let Some((process, rest)) = line.split_once(' ') else {
            continue;
        };
        let rest = rest.trim_start();
        if let Some(first) = rest.strip_suffix(" <unfinished ...>") {
            begun.insert(process, first.to_owned());
            continue;
        }
        let whole = match rest
            .strip_prefix("<... ")
            .and_then(|rest| rest.split_once(" resumed>"))
        {
            Some((_, second)) => {
                let Some(first) = begun.remove(process) else {
                    continue;
                };
                first + second
            }
            None => rest.to_owned(),
        };
        calls.extend(call(&whole));
    }
    calls
}

fn call(line: &str) -> Option<Call> {
    let (name, rest) = line.split_once('(')?;
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return None;
    }
    // The last one: text stands in hexadecimal and holds no such thing.
    let (inside, result) = rest.rsplit_once(") = ").or_else(|| {
        // Aligned columns: `fsync(3</…>)      = 0`.
        let (inside, result) = rest.rsplit_once(" = ")?;
        Some((inside.trim_end().strip_suffix(')')?, result))
    })?;
    let digits: String = result
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == '-')
        .collect();
    let returned_path = result
        .split_once('<')
        .and_then(|(_, path)| path.split_once('>'))
        .map(|(path, _)| text(&unescape(path)));
    Some(Call {
        name: name.to_owned(),
        arguments: split(inside).into_iter().map(argument).collect(),
        returned: digits.parse().ok()?,
        returned_path,
    })
}

/// Splits at commas outside quotes and outside `<…>`.
fn split(inside: &str) -> Vec<&str> {
    let (mut parts, mut from, mut quoted, mut path) = (Vec::new(), 0, false, false);
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'<' if !quoted => path = true,
            b'>' if !quoted => path = false,
            b',' if !quoted && !path => {
                parts.push(inside[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(inside[from..].trim());
    parts
}

fn argument(text_of: &str) -> Argument {
    if let Some(quoted) = text_of.strip_prefix('"') {
        assert!(
            quoted.ends_with('"'),
            "strace cut a text short: give it a larger -s"
        );
        return Argument::Bytes(unescape(&quoted[..quoted.len() - 1]));
    }
    if let Some((number, path)) = text_of.split_once('<') {
        let removed = path.ends_with("(deleted)");
        let path = path.split('>').next().unwrap_or_default();
        let number = number.parse().unwrap_or(-100);
        return Argument::File(number, (!removed).then(|| text(&unescape(path))));
    }
    match text_of.parse() {
        Ok(number) => Argument::Number(number),
        Err(_) => Argument::Flags(text_of.to_owned()),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// `\x41\x42` to its bytes.
fn unescape(escaped: &str) -> Vec<u8> {
    let escaped = escaped.as_bytes();
    let mut bytes = Vec::with_capacity(escaped.len() / 4);
    let mut at = 0;
    while at < escaped.len() {
        if escaped[at] == b'\\' && escaped.get(at + 1) == Some(&b'x') {
            let digit = |n: usize| char::from(escaped[at + n]).to_digit(16).expect("hexadecimal");
            bytes.push(u8::try_from(digit(2) * 16 + digit(3)).expect("a byte"));
            at += 4;
        } else {
            bytes.push(escaped[at]);
            at += 1;
        }
    }
    bytes
}

#[test]
fn lines_of_strace_are_read_right() {
    let log = concat!(
        r#"12 openat(AT_FDCWD<\x2f\x74>, "\x2f\x74\x2f\x61", O_RDWR|O_CREAT|O_CLOEXEC, 0600) = 5<\x2f\x74\x2f\x61>"#,
        "\n",
        r#"12 write(5<\x2f\x74\x2f\x61>, "\x2c\x22\x29"..., 3 <unfinished ...>"#,
        "\n13 +++ exited with 0 +++\n",
        r#"12 <... write resumed>)     = 2"#,
        "\n",
        r#"12 fsync(5<\x2f\x74\x2f\x61>(deleted)) = -1 EIO (Input/output error)"#,
    )
    .replace("...,", ",");
    let calls = read(&log);
    assert_eq!(calls.len(), 3, "{calls:?}");
    assert_eq!(calls[0].returned_path.as_deref(), Some("/t/a"));
    assert!(matches!(&calls[1].arguments[1], Argument::Bytes(bytes) if bytes == b",\")"));
    assert_eq!(calls[1].returned, 2);
    assert!(matches!(&calls[2].arguments[0], Argument::File(5, None)));
    assert_eq!(calls[2].returned, -1);
}
