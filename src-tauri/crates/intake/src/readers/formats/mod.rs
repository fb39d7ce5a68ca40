//! The formats, one file for each family, and what they share.

mod accounts;
mod aws;
mod config;
mod containers;
mod dump;
mod env;
mod forge;
mod google;
mod irc;
mod keys;
mod kubernetes;
mod mail;
mod packages;
mod passwd;
mod program;
mod rails;
mod sites;
mod spring;
mod terraform;

use std::ops::Range;

use zeroize::Zeroizing;

use super::entry::{Fault, Kind};
use super::report::{Found, Report};
use super::syntax::tree::{Data, Node, Parsed, Path, Step};
use super::syntax::{json, xml, yaml};
use super::{Reader, UNNAMED};
use crate::dotenv::Dialect;
use crate::guess;
use crate::secrets::base64;

/// Every reader. The specific ones come before those that take settings of any form.
pub(super) const ALL: &[Reader] = &[
    env::NODE,
    env::PYTHON,
    env::RUBY,
    env::COMPOSE,
    env::DOCKER_RUN,
    env::SYSTEMD,
    env::DIRENV,
    accounts::NETRC,
    accounts::PGPASS,
    accounts::GIT_CREDENTIALS,
    accounts::MY_CNF,
    accounts::S3FS,
    mail::MAIL,
    mail::FETCHMAIL,
    packages::NPMRC,
    packages::YARNRC,
    packages::PYPIRC,
    packages::PIP,
    packages::CARGO,
    packages::MAVEN,
    packages::NUGET,
    packages::COMPOSER,
    packages::GEM,
    containers::DOCKER_AUTHS,
    containers::COMPOSE_FILE,
    kubernetes::KUBECONFIG,
    kubernetes::MANIFEST,
    aws::CREDENTIALS,
    aws::TASK_DEFINITION,
    google::SERVICE_ACCOUNT,
    terraform::TFVARS,
    terraform::STATE,
    terraform::CLI,
    passwd::SHADOW,
    passwd::HTPASSWD,
    passwd::PASSWD,
    sites::FILEZILLA,
    sites::DBEAVER,
    sites::FTP_JSON,
    sites::WINSCP,
    sites::LOGINS,
    keys::ARMOURED,
    keys::PUTTY,
    spring::PROPERTIES,
    spring::YAML,
    rails::KEY,
    rails::ENCRYPTED,
    rails::SETTINGS,
    forge::ACTIONS,
    forge::PIPELINE,
    config::HEROKU,
    irc::IRSSI,
    irc::WEECHAT,
    dump::SQL,
    program::PHP,
    program::SALESFORCE,
    program::DJANGO,
    config::JSON,
    config::YAML,
    config::INI,
    config::XML,
];

/// The reader of .env files in a dialect.
pub(super) fn env_reader(dialect: Dialect) -> &'static Reader {
    let reader = match dialect {
        Dialect::Node => &env::NODE,
        Dialect::Python => &env::PYTHON,
        Dialect::Ruby => &env::RUBY,
        Dialect::Compose => &env::COMPOSE,
        Dialect::DockerRun => &env::DOCKER_RUN,
        Dialect::Systemd => &env::SYSTEMD,
        Dialect::Direnv => &env::DIRENV,
    };
    ALL.iter()
        .find(|other| other.name == reader.name)
        .unwrap_or(reader)
}

/// Whether it is one of those.
pub(super) fn is_env(reader: &Reader) -> bool {
    Dialect::ALL
        .iter()
        .any(|dialect| env_reader(*dialect).name == reader.name)
}

/// The last part of a path, in small letters.
fn file_name(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.to_ascii_lowercase()
}

fn is_named(path: &str, names: &[&str]) -> bool {
    names.contains(&file_name(path).as_str())
}

/// Whether a path ends in these parts: `.docker/config.json` is the end of `a/.docker/config.json`.
fn ends_in(path: &str, end: &str) -> bool {
    let path = path.replace('\\', "/").to_ascii_lowercase();
    path.strip_suffix(end)
        .is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

fn has_extension(path: &str, extensions: &[&str]) -> bool {
    file_name(path)
        .rsplit_once('.')
        .is_some_and(|(_, end)| extensions.contains(&end))
}

/// Whether a folder of this name is on the path.
fn is_below(path: &str, folder: &str) -> bool {
    let path = path.replace('\\', "/").to_ascii_lowercase();
    path.starts_with(&format!("{folder}/")) || path.contains(&format!("/{folder}/"))
}

fn contains(haystack: &[u8], needle: &str) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

/// Base64 as a value, in memory that is wiped. White space inside is left out first.
fn from_base64(raw: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut digits = Zeroizing::new(Vec::with_capacity(raw.len()));
    digits.extend(raw.iter().filter(|c| !c.is_ascii_whitespace()));
    let text = std::str::from_utf8(&digits).ok()?;
    base64::decode(text).map(Zeroizing::new)
}

/// Reads JSON or YAML and hands its damage on.
fn tree(report: &mut Report<'_>, parse: fn(&[u8]) -> Parsed) -> Vec<Node> {
    let parsed = parse(report.bytes);
    for passed in parsed.passed {
        report.damage(passed.0, passed.1);
    }
    parsed.documents
}

/// Whether the file is a map or list in braces, so JSON and not YAML.
fn is_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'['))
}

fn json_or_yaml(report: &mut Report<'_>) -> Vec<Node> {
    let parse = if is_json(report.bytes) {
        json::parse
    } else {
        yaml::parse
    };
    tree(report, parse)
}

/// A value of a tree under its name. Of a map or a list, only the place is known.
fn of_node(name: impl Into<String>, kind: Kind, node: &Node) -> Found {
    let start = node.span.start;
    match &node.data {
        Data::Text(decoded) => Found::new(name, kind, node.span.clone()).decoded(decoded.clone()),
        Data::Bare => Found::new(name, kind, node.span.clone()),
        Data::Pointer => Found::new(name, kind, start..start).state(super::State::Reference),
        Data::Map(_) | Data::List(_) => Found::new(name, kind, start..start),
    }
}

/// Hands over every value of a tree whose key, or whose own form, says that it is a secret. In a
/// map of a name and a value, the name is the key.
fn harvest(report: &mut Report<'_>, node: &Node, service: Option<&'static str>) {
    harvest_below(report, node, service, &mut Path(Vec::new()));
}

fn harvest_below<'a>(
    report: &mut Report<'_>,
    node: &'a Node,
    service: Option<&'static str>,
    path: &mut Path<'a>,
) {
    let name = ["key", "name"]
        .iter()
        .find_map(|key| node.get(key)?.text(report.bytes));
    if let (Some(name), Some(value)) = (name, node.get("value")) {
        let bytes = value.bytes(report.bytes).unwrap_or_default();
        let marked = node.get("type").and_then(|kind| kind.text(report.bytes)) == Some("secret");
        let kind = match guess::kind(name, bytes) {
            kind if marked && !is_secret(kind) => Kind::Token,
            kind => kind,
        };
        if is_secret(kind) && matches!(value.data, Data::Text(_)) {
            report.found(of_node(name, kind, value).service(service));
        }
        return;
    }
    for (key, value) in node.pairs() {
        path.0.push(Step::Key(key));
        harvest_below(report, value, service, path);
        path.0.pop();
    }
    for (i, item) in node.items().iter().enumerate() {
        path.0.push(Step::Item(i));
        harvest_below(report, item, service, path);
        path.0.pop();
    }
    if matches!(node.data, Data::Map(_) | Data::List(_)) {
        return;
    }
    let bytes = node.bytes(report.bytes).unwrap_or_default();
    // `password: 1234` may be one; `password: true` asks for one.
    let word = matches!(node.data, Data::Bare) && bytes.iter().any(u8::is_ascii_alphabetic);
    let kind = guess::kind(path.key(), bytes);
    if is_secret(kind) && !word {
        report.found(of_node(path.name(), kind, node).service(service));
    }
}

/// Kinds of values that a reader of settings hands over. What a name does not judge stays out,
/// or every setting of every file would be an entry.
fn is_secret(kind: Kind) -> bool {
    !matches!(kind, Kind::Setting | Kind::Unjudged)
}

/// `user@host`, as far as both are known.
fn account(user: &str, host: &str) -> String {
    match (user.is_empty(), host.is_empty()) {
        (false, false) => format!("{user}@{host}"),
        (true, false) => host.to_owned(),
        (false, true) => user.to_owned(),
        (true, true) => UNNAMED.to_owned(),
    }
}

/// Splits `scheme://user:word@host/…` that begins at `at`: the user, the place of the password
/// and the host. Percent signs stay; [`percent_decoded`] undoes them.
struct Address<'a> {
    user: &'a str,
    password: Range<usize>,
    host: &'a str,
}

fn address<'a>(report: &Report<'a>, span: Range<usize>) -> Option<Address<'a>> {
    let text = report.text(span.clone());
    let from = text.find("://")? + 3;
    let rest = &text[from..];
    let end = rest.find(['/', '?', '#', ' ', '\t']).unwrap_or(rest.len());
    let (user, host) = rest[..end].rsplit_once('@')?;
    let (user, word) = user.split_once(':').unwrap_or((user, ""));
    let start = span.start + from + user.len() + usize::from(!word.is_empty());
    Some(Address {
        user,
        password: start..start + word.len(),
        host,
    })
}

/// Reads XML and calls with every element.
fn elements(report: &mut Report<'_>, visit: &mut dyn FnMut(&mut Report<'_>, &xml::Element)) {
    let (top, passed) = xml::parse(report.bytes);
    for passed in passed {
        report.damage(passed.0, passed.1);
    }
    for element in &top {
        element.walk(&mut |element| visit(report, element));
    }
}

fn percent_decoded(raw: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if !raw.contains(&b'%') {
        return None;
    }
    let mut out = Zeroizing::new(Vec::with_capacity(raw.len()));
    let mut at = 0;
    while let Some(c) = raw.get(at) {
        let digits = raw
            .get(at + 1..at + 3)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        let code = digits
            .filter(|digits| *c == b'%' && digits.bytes().all(|c| c.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        out.push(code.unwrap_or(*c));
        at += if code.is_some() { 3 } else { 1 };
    }
    Some(out)
}

/// Hands over a value that should be base64 of something, decoded; damage where it is not.
fn found_base64(report: &mut Report<'_>, found: Found, raw: &[u8], span: Range<usize>) {
    if raw.trim_ascii().is_empty() {
        return report.found(found);
    }
    match from_base64(raw) {
        Some(decoded) => report.found(found.decoded(Some(decoded))),
        None => {
            report.damage(Fault::Encoding, span);
            report.found(found);
        }
    }
}
