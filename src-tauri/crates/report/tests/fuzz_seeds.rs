//! The short form of the fuzz target: its seeds, whole and bent. `fuzz/README.md` has the long one.

use valise_report::markdown;

#[path = "../../../../fuzz/properties/markdown.rs"]
mod property;
#[path = "../../../../fuzz/properties/replay.rs"]
mod replay;

#[test]
fn every_seed_of_markdown_holds() {
    replay::replay("markdown", property::holds);
}
