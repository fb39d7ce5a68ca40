//! From the start of a program to its first picture, and what it holds in memory once it has settled.

use super::memory;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How long a window is left alone before its memory is read.
const SETTLE: Duration = Duration::from_secs(4);

/// The middle of several starts.
#[derive(Clone, Copy)]
pub struct Start {
    /// From just before `exec` to the moment the page reports its first frame.
    pub paint_ms: f64,
    /// Proportional set size of the program and of the web view's processes.
    pub memory_mb: f64,
}

/// Starts both programs in turn, so that what else the machine does falls on both alike. The first start of
/// each warms the caches and is left out.
pub fn compare(ours: &Path, theirs: &Path, starts: usize) -> Result<(Start, Start), String> {
    let mut seen: (Vec<Start>, Vec<Start>) = (Vec::new(), Vec::new());
    for round in 0..=starts {
        let (a, b) = (start(ours)?, start(theirs)?);
        if round > 0 {
            seen.0.push(a);
            seen.1.push(b);
        }
    }
    Ok((middle(&seen.0), middle(&seen.1)))
}

fn start(program: &Path) -> Result<Start, String> {
    let data = std::env::temp_dir().join(format!("valise-bench-{}", std::process::id()));
    std::fs::create_dir_all(&data).map_err(|error| format!("{}: {error}", data.display()))?;
    let before = now_ms()?;
    let mut child = Command::new(program)
        .env("VALISE_TRACE_START", "1")
        .env("VALISE_DATA_DIR", &data)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    let measured = measure(&mut child, before);
    // A window that is measured has nothing to save.
    child.kill().ok();
    child.wait().ok();
    std::fs::remove_dir_all(&data).ok();
    // The web view's own processes leave when their program has: the next start must not share with them.
    std::thread::sleep(Duration::from_millis(500));
    measured.map_err(|trouble| format!("{}: {trouble}", program.display()))
}

fn measure(child: &mut Child, before: f64) -> Result<Start, String> {
    let errors = child.stderr.take().ok_or("no standard error")?;
    let mut painted = None;
    for line in BufReader::new(errors).lines().map_while(Result::ok) {
        if let Some(moment) = line.split("first paint epoch_ms ").nth(1) {
            painted = moment.trim().parse::<f64>().ok();
            break;
        }
    }
    let painted = painted.ok_or("it ended without a first picture")?;
    std::thread::sleep(SETTLE);
    Ok(Start {
        paint_ms: painted - before,
        memory_mb: memory::of_tree(child.id())?,
    })
}

fn now_ms() -> Result<f64, String> {
    #[allow(clippy::disallowed_methods, reason = "a measurement has to read the clock")]
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_err(|error| error.to_string())?;
    Ok(now.as_secs_f64() * 1000.0)
}

fn middle(starts: &[Start]) -> Start {
    let of = |read: fn(&Start) -> f64| {
        let mut values: Vec<f64> = starts.iter().map(read).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
    };
    Start {
        paint_ms: of(|start| start.paint_ms),
        memory_mb: of(|start| start.memory_mb),
    }
}
