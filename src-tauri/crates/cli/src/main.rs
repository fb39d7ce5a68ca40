//! `valise-cli`: the second face of the workbench, for scripts, for tests, and for machines
//! without a display.
//!
//! A command parses, calls and prints; the rules live in `valise-workbench` and below it.
//! Documents and answers go to standard output, progress and messages to standard error.

mod arguments;
mod asking;
mod commands;
mod doors;
mod ledger_words;
mod printing;
mod progress;
mod remarks;
mod words;

use arguments::Arguments;
use clap::Parser;
use printing::Printer;
use std::process::ExitCode;

// Lines of secrets and decrypted pages pass through many buffers; whichever is freed is wiped.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    // Before any secret exists. What the system refuses is no reason not to work.
    valise_workbench::guard_process();
    // Clap prints its own help and its own refusal; the latter with exit code 2.
    let arguments = Arguments::parse();
    let printer = Printer::new(arguments.json);
    match commands::run(&arguments, &printer) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            printer.complain(&problem);
            ExitCode::from(words::exit_code(problem.code))
        }
    }
}
