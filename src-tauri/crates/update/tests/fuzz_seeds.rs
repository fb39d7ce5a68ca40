//! The short form of the fuzz targets: their seeds, whole and bent. `fuzz/README.md` has the long one.

#[path = "../../../../fuzz/properties/manifest.rs"]
mod manifest;
#[path = "../../../../fuzz/properties/replay.rs"]
mod replay;

#[test]
fn every_seed_of_manifest_holds() {
    replay::replay("manifest", manifest::holds);
}
