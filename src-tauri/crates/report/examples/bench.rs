//! Export of a large report against bare typesetting of the same document:
//! `bench MODEL.json PICTURES [FINDINGS]`, best run with `--release`.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};
use std::{env, fs};
use valise_report::model::AuditReport;
use valise_report::{Pictures, Stamp, bench, evict_all, stamp, typeset};

const RUNS: u32 = 9;

#[allow(clippy::print_stdout)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = env::args().skip(1);
    let (Some(model), Some(folder)) = (args.next(), args.next()) else {
        return Err("bench MODEL.json PICTURES [FINDINGS]".into());
    };
    let count: usize = args.next().map_or(Ok(300), |text| text.parse())?;
    let mut report: AuditReport = serde_json::from_slice(&fs::read(model)?)?;
    let lines = report.annexes.findings.clone();
    report.annexes.findings = (0..count)
        .map(|index| {
            let mut line = lines[index % lines.len()].clone();
            line.id = format!("F{:03}", index + 1);
            line
        })
        .collect();
    let mut pictures = Pictures::new();
    for entry in fs::read_dir(Path::new(&folder))? {
        let path = entry?.path();
        if let Some((id, _)) = path
            .file_name()
            .and_then(|name| name.to_str())
            .and_then(|name| name.split_once('-'))
        {
            pictures.insert(id.to_uppercase(), fs::read(&path)?);
        }
    }
    let cancel = AtomicBool::default();
    let copy = Stamp {
        recipient: "A. Reader".to_owned(),
        line: "Copy 1 of 1".to_owned(),
    };

    let mut pages = 0;
    let printed = bench::prepare(&report, &pictures)?;
    let (mut whole, mut bare) = (Duration::MAX, Duration::MAX);
    // In turn, so that both meet the machine in the same mood.
    for _ in 0..RUNS {
        let once = measure(|| {
            let document = typeset(&report, &pictures, &cancel)?;
            pages = document.len();
            stamp(&document.pdf(&cancel)?, &copy)
        })?;
        whole = whole.min(once);
        bare = bare.min(measure(|| bench::bare(&printed))?);
    }
    println!("findings {count}, pages {pages}");
    println!(
        "export with stamp {whole:?}, bare typesetting {bare:?}, ratio {:.2}",
        whole.as_secs_f64() / bare.as_secs_f64()
    );
    Ok(())
}

/// One cold run.
fn measure<T, E>(work: impl FnOnce() -> Result<T, E>) -> Result<Duration, E> {
    evict_all();
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}
