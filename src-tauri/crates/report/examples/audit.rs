//! Typesets a model from a file: `audit MODEL.json PICTURES OUT.pdf [RECIPIENT]`, where
//! PICTURES is a folder with one `NAME*.png` for each picture of the model.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::{env, fs};
use valise_report::model::AuditReport;
use valise_report::{Pictures, Stamp, stamp, typeset};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = env::args().skip(1);
    let (Some(model), Some(folder), Some(out)) = (args.next(), args.next(), args.next()) else {
        return Err("audit MODEL.json PICTURES OUT.pdf".into());
    };
    let report: AuditReport = serde_json::from_slice(&fs::read(model)?)?;
    let mut pictures = Pictures::new();
    for entry in fs::read_dir(Path::new(&folder))? {
        let path = entry?.path();
        if let Some(name) = path.file_name().and_then(|name| name.to_str())
            && let Some((id, _)) = name.split_once('-')
        {
            pictures.insert(id.to_uppercase(), fs::read(&path)?);
        }
    }
    let cancel = AtomicBool::default();
    let pages = typeset(&report, &pictures, &cancel)?;
    let file = pages.pdf(&cancel)?;
    if let Some(recipient) = args.next() {
        let line = format!("Copy 1 of 1, for {recipient}");
        fs::write(out, stamp(&file, &Stamp { recipient, line })?)?;
    } else {
        fs::write(out, file)?;
    }
    Ok(())
}
