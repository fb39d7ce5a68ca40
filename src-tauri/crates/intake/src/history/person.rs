//! Who wrote a commit, after the repository's own list of who is whom.

use std::collections::HashMap;

use gix_actor::SignatureRef;
use gix_actor::bstr::ByteSlice;
use gix_mailmap::Snapshot;

/// Somebody who wrote commits: one for each e-mail address, without regard to its case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Person {
    /// As the mailmap or else the first commit met has it. May be empty.
    pub name: String,
    /// As the mailmap or else the first commit met has it. May be empty.
    pub email: String,
}

/// A signature line without its keyword: `Name <address> seconds zone`.
///
/// Read leniently: old and converted histories break the form, and their content counts all the same.
pub(super) struct Signed<'a> {
    pub name: &'a [u8],
    pub email: &'a [u8],
    pub seconds: i64,
}

impl<'a> Signed<'a> {
    pub fn parse(line: &'a [u8]) -> Self {
        let close = line.rfind_byte(b'>').unwrap_or(line.len());
        let before = line.get(..close).unwrap_or_default();
        let open = before.rfind_byte(b'<').unwrap_or(line.len());
        let email = before.get(open + 1..).unwrap_or_default();
        let rest = line.get(close + 1..).unwrap_or_default();
        let seconds = rest.trim().split(|b| *b == b' ').next().unwrap_or_default();
        Self {
            name: line.get(..open).unwrap_or_default().trim(),
            email: email.trim(),
            seconds: std::str::from_utf8(seconds)
                .ok()
                .and_then(|digits| digits.parse().ok())
                .unwrap_or(0),
        }
    }
}

/// The people of a history, each with a number.
pub(super) struct People {
    mailmap: Snapshot,
    pub list: Vec<Person>,
    by_address: HashMap<String, u32>,
}

impl People {
    pub fn new(mailmap: &[u8]) -> Self {
        Self {
            mailmap: Snapshot::from_bytes(mailmap),
            list: Vec::new(),
            by_address: HashMap::new(),
        }
    }

    pub fn number(&mut self, signed: &Signed<'_>) -> u32 {
        let (mut name, mut email) = (signed.name, signed.email);
        let resolved = self.mailmap.try_resolve_ref(SignatureRef {
            name: name.as_bstr(),
            email: email.as_bstr(),
            time: "",
        });
        if let Some(resolved) = resolved {
            name = resolved.name.map_or(name, |name| name.as_bytes());
            email = resolved.email.map_or(email, |email| email.as_bytes());
        }
        let (name, email) = (name.to_str_lossy(), email.to_str_lossy());
        // Without an address the name has to do; a space keeps it apart from any address.
        let address = if email.is_empty() {
            format!(" {}", name.to_lowercase())
        } else {
            email.to_lowercase()
        };
        let next = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let number = *self.by_address.entry(address).or_insert(next);
        if number == next {
            self.list.push(Person {
                name: name.into_owned(),
                email: email.into_owned(),
            });
        } else if let Some(person) = self.list.get_mut(number as usize)
            && person.name.is_empty()
        {
            person.name = name.into_owned();
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_signature_gives_what_it_has() {
        for (line, name, email, seconds) in [
            (
                &b"Ada Lovelace <ada@example.org> 1700000000 +0100"[..],
                "Ada Lovelace",
                "ada@example.org",
                1_700_000_000,
            ),
            (b"ada <> 12 +0000", "ada", "", 12),
            (b"no address 12 +0000", "no address 12 +0000", "", 0),
            (b"Odd <a> <b@c.d> 7", "Odd <a>", "b@c.d", 7),
            (b"<x@y.z>", "", "x@y.z", 0),
            (b"> backwards <", "> backwards <", "", 0),
            (b"", "", "", 0),
        ] {
            let signed = Signed::parse(line);
            assert_eq!(
                (signed.name, signed.email, signed.seconds),
                (name.as_bytes(), email.as_bytes(), seconds),
                "{}",
                line.to_str_lossy()
            );
        }
    }

    #[test]
    fn the_mailmap_and_the_case_of_an_address_make_one_person_of_several() {
        let mut people = People::new(b"Ada Lovelace <ada@example.org> <root@laptop>\n");
        let first = people.number(&Signed::parse(b"ada <Ada@Example.org> 1 +0000"));
        let second = people.number(&Signed::parse(b"root <root@laptop> 2 +0000"));
        let other = people.number(&Signed::parse(b"Bob <bob@example.org> 3 +0000"));
        assert_eq!(first, second, "the mailmap says that the laptop's root is Ada");
        assert_ne!(first, other, "Bob is somebody else");
        assert_eq!(people.list.len(), 2, "two people in all");
    }
}
