//! People of a client, named where they are first needed.

use crate::session::{Client, next_position};
use crate::view::{Change, PersonHead};
use crate::{Problem, Result};
use valise_domain::Kept;
use valise_domain::records::{Person, PersonKind};
use valise_domain::text::composed;

impl Client {
    /// People who may be asked, or own a fix.
    pub(crate) fn people(&self) -> Vec<PersonHead> {
        self.dossier
            .people
            .iter()
            .map(|kept| PersonHead {
                id: kept.id().map(|id| id.to_string()).unwrap_or_default(),
                code: kept.record().id.clone(),
                label: kept.label.clone(),
                role: kept.role.clone(),
            })
            .collect()
    }

    /// Somebody by a name, whatever its case.
    pub(crate) fn person_named(&self, name: &str) -> Option<&Kept<Person>> {
        let name = name.to_lowercase();
        self.dossier
            .people
            .iter()
            .find(|person| person.label.to_lowercase() == name)
    }

    /// Adds somebody of the client's staff. Whoever is there under that name is answered as they stand.
    pub fn add_person(&mut self, label: &str, role: &str) -> Result<Change<PersonHead>> {
        let label = composed(label.trim()).into_owned();
        if label.is_empty() {
            return Err(Problem::invalid("name", "a name or initials"));
        }
        let known = self.person_named(&label).map(|person| person.record().id.clone());
        let code = match known {
            Some(code) => code,
            None => {
                let code = self.fresh_code("people", "P")?;
                let person = Person {
                    id: code.clone(),
                    label,
                    role: composed(role.trim()).into_owned(),
                    kind: PersonKind::Staff,
                    ..Person::default()
                };
                let position = next_position(self.dossier.people.iter());
                self.write("add_person", &code, |pen| {
                    pen.add("people", position, &person).map(drop)
                })?;
                code
            }
        };
        let head = self
            .people()
            .into_iter()
            .find(|head| head.code == code)
            .ok_or_else(|| Problem::not_found("person"))?;
        Ok(self.done(head))
    }
}
