//! A client in the open format, from anybody. Whatever reads as one can be written, reads again as the same, and has
//! figures; whatever does not is refused without a panic.

use valise_domain::figures;
use valise_domain::format;

pub fn holds(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let Ok(dossier) = format::read(text) else {
        return;
    };
    let written = format::write(&dossier);
    let again = format::read(&written).expect("what was written reads");
    assert_eq!(
        format::value(&again),
        format::value(&dossier),
        "writing and reading changed the client"
    );
    assert_eq!(
        format::write(&again),
        written,
        "the same client has the same text"
    );
    let figures = figures::document(&dossier, dossier.as_of());
    assert_eq!(
        figures,
        figures::document(&again, again.as_of()),
        "the same client has the same figures"
    );
}
