//! One file for each noun of the command line.

mod backup;
mod client;
mod finding;
mod report;
mod score;
mod search;
mod update;
mod vault;

use crate::arguments::{Arguments, Command};
use crate::doors::Doors;
use crate::printing::Printer;
use valise_workbench::Result;

/// Does what was typed.
pub fn run(arguments: &Arguments, printer: &Printer) -> Result<()> {
    let doors = Doors::new(arguments)?;
    match &arguments.command {
        Command::Vault(command) => vault::run(command, &doors, printer),
        Command::Client(command) => client::run(command, &doors, printer),
        Command::Score(wanted) => score::run(wanted, &doors, printer),
        Command::Finding(command) => finding::run(command, &doors, printer),
        Command::Search(wanted) => search::run(wanted, &doors, printer),
        Command::Report(command) => report::run(command, &doors, printer),
        Command::Backup(command) => backup::run(command, &doors, printer),
        Command::Update(command) => update::run(command, printer),
    }
}
