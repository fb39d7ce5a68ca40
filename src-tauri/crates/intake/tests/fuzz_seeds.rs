//! The short form of the fuzz targets: their seeds, whole and bent. `fuzz/README.md` has the long one.

#[path = "../../../../fuzz/properties/image.rs"]
mod image;
#[path = "../../../../fuzz/properties/replay.rs"]
mod replay;
#[path = "../../../../fuzz/properties/secrets.rs"]
mod secrets;

#[test]
fn every_seed_of_image_holds() {
    replay::replay("image", image::holds);
}

#[test]
fn every_seed_of_secrets_holds() {
    replay::replay("secrets", secrets::holds);
}
