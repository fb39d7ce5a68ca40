//! What a reader hands over: a named value and where it lies, never the value in print.

use std::fmt;
use std::ops::Range;

use zeroize::Zeroizing;

/// One named value of a file.
///
/// The value itself stays in the file: `value` is its place. Where the file says it in another
/// form (an escape, base64), `decoded` holds the value in memory that is wiped when dropped.
/// Whoever keeps an entry keeps a fingerprint instead and drops this.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key or the account that the value belongs to, as the file names it. Never the value.
    pub name: String,
    /// Line of the value's first byte, or of the name where there is no value. From 1.
    pub line: u32,
    /// Bytes of the value in the file, without quotation marks. Empty where there is none.
    pub value: Range<usize>,
    /// The value, where it is not what those bytes say.
    pub decoded: Option<Zeroizing<Vec<u8>>>,
    /// Whether the file holds the value at all.
    pub state: State,
    /// The provider that it belongs to, as far as the file or the name tell. A name of
    /// [`crate::guess`].
    pub service: Option<&'static str>,
    /// Stable name of the reader, such as `netrc`.
    pub reader: &'static str,
    /// What the value is.
    pub kind: Kind,
}

impl Entry {
    /// The value as it counts: decoded where that differs, else the bytes of the file.
    ///
    /// Nothing where the place is not within `file`, so a caller with the wrong file gets no
    /// other text.
    #[must_use]
    pub fn value_in<'a>(&'a self, file: &'a [u8]) -> &'a [u8] {
        match &self.decoded {
            Some(decoded) => decoded,
            None => file.get(self.value.clone()).unwrap_or_default(),
        }
    }

    /// Whether the file holds something that a reader of it could use: a literal value that is
    /// more than a setting.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        self.state == State::Literal && !matches!(self.kind, Kind::Setting | Kind::Unjudged)
    }
}

/// Shows the place and leaves the value out, so that no log, no failed assertion and no panic
/// message can hold one.
impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decoded = self.decoded.as_ref().map(|_| "[redacted]");
        f.debug_struct("Entry")
            .field("name", &self.name)
            .field("line", &self.line)
            .field("value", &self.value)
            .field("decoded", &decoded)
            .field("state", &self.state)
            .field("service", &self.service)
            .field("reader", &self.reader)
            .field("kind", &self.kind)
            .finish()
    }
}

/// Whether a file holds a value, or only says where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// The value itself, in clear or in a form that anybody can undo.
    Literal,
    /// A name without a value, or with an empty one.
    Empty,
    /// A pointer to where the value is kept: a variable, a secret store, a command.
    Reference,
    /// The value under a key that is not in this file.
    Encrypted,
    /// A word that stands for the value: `changeme`, `<your-key>`.
    Placeholder,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A password or a passphrase.
    Password,
    /// What a password is checked against; can be tried offline.
    PasswordHash,
    /// A token, an API key, a session or a signing secret.
    Token,
    /// The private half of a key pair.
    PrivateKey,
    /// A symmetric key that opens other values: `master.key`, `APP_KEY`, `.env.keys`.
    EncryptionKey,
    /// An address with the password in it.
    ConnectionString,
    /// Account and password in one value, as in basic authentication.
    Credentials,
    /// A file of keys under a password: PKCS #12, JKS, a password manager's.
    KeyStore,
    /// The name of a secret that is kept elsewhere, such as `secrets.DEPLOY_KEY`.
    SecretName,
    /// A value whose name says that it is no secret: a port, a path, a public key.
    Setting,
    /// A value whose name says nothing.
    Unjudged,
}

/// A part of a file that a reader could not make sense of. Says where, never what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Stable name of the reader.
    pub reader: &'static str,
    /// What is wrong.
    pub fault: Fault,
    /// Line of the first byte, from 1.
    pub line: u32,
    /// The bytes that were passed over.
    pub span: Range<usize>,
}

/// What can be wrong with a part of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// Not of the form that the reader knows.
    Syntax,
    /// A quotation, an element or a block that never ends.
    Unclosed,
    /// Nested deeper than the reader follows.
    TooDeep,
    /// Larger than the reader takes in, or with more entries than it hands over.
    TooLarge,
    /// Bytes that are not the text they should be: no UTF-8, no base64.
    Encoding,
}

/// Takes what a reader finds, in the order of the file.
pub trait Sink {
    /// A named value.
    fn entry(&mut self, entry: Entry);
    /// A part that was passed over. Reading goes on behind it.
    fn damage(&mut self, damage: Damage);
}

/// A [`Sink`] that keeps everything.
#[derive(Debug, Default)]
pub struct Collected {
    /// Entries, in the order of the file.
    pub entries: Vec<Entry>,
    /// What was passed over.
    pub damage: Vec<Damage>,
}

impl Sink for Collected {
    fn entry(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    fn damage(&mut self, damage: Damage) {
        self.damage.push(damage);
    }
}
