//! `cargo xtask`: the one door to everything that is done *with* the project rather than by it.
//!
//! It holds no network code. Downloads are made by the tools whose trade that is: apt, npm, cargo and pip.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool of the command line speaks on the command line"
)]

mod bench;
mod check;
mod counts;
mod fetch;
mod packages;
mod place;
mod process;
mod run;
mod screens;
mod steps;
mod test;
mod torture;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask COMMAND

  run      install what is missing, build, and open the app (without a display: make a sample report)
  test     install what is missing, run every test, and end with `N passed, N failed`
  check    formatting, lints, drift, dependency rules, licences, bill of materials, content security policy
           --accept  take the present policy and capabilities as the new snapshots
  bench    times and sizes of a release build, beside a bare window
  torture  what takes longer than a test may: kills, power cuts, restore drills
           fuzz [MINUTES] [TARGET]  random bytes for every parser, 10 minutes each
  screens  pictures of every view, light and dark, into tests/screens
  fetch    download the packages of cargo and npm, and nothing else
";

fn usage() -> ExitCode {
    eprint!("{USAGE}");
    ExitCode::from(2)
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["run"] => run::run(),
        ["test"] => test::test(),
        ["check"] => check::check(false),
        ["check", "--accept"] => check::check(true),
        ["bench"] => bench::bench(),
        ["screens"] => screens::screens(),
        ["fetch"] => fetch::fetch(),
        ["torture", rest @ ..] => match torture::torture(rest) {
            Some(done) => done,
            None => return usage(),
        },
        _ => return usage(),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(trouble) => {
            eprintln!("xtask: {trouble}");
            ExitCode::FAILURE
        }
    }
}
