//! Typesets the short papers of an invented practice: `papers FOLDER [letter]`.

#[path = "../tests/support/papers.rs"]
mod examples;

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::{env, fs};
use valise_report::model::Paper;
use valise_report::papers::{SheetFate, ShortPaper};
use valise_report::{evict_all, typeset_paper};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = env::args().skip(1);
    let Some(folder) = args.next() else {
        return Err("papers FOLDER [letter]".into());
    };
    let paper = match args.next().as_deref() {
        Some("letter") => Paper::Letter,
        _ => Paper::A4,
    };
    let cancel = AtomicBool::default();
    let write = |name: &str, paper: ShortPaper<'_>| -> Result<(), Box<dyn std::error::Error>> {
        let file = typeset_paper(paper, &cancel)?.pdf(&cancel)?;
        Ok(fs::write(Path::new(&folder).join(name), file)?)
    };
    fs::create_dir_all(&folder)?;
    write("emergency-kit.pdf", (&examples::kit(paper)).into())?;
    write("client-sheet.pdf", (&examples::sheet(paper)).into())?;
    write("certificate.pdf", (&examples::certificate(paper)).into())?;
    write(
        "certificate-strict.pdf",
        (&examples::strict(paper, SheetFate::Open)).into(),
    )?;
    evict_all();
    Ok(())
}
