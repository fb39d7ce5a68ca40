//! The short form of the fuzz targets: their seeds, whole and bent. `fuzz/README.md` has the long one.

#[path = "../../../../fuzz/properties/dotenv.rs"]
mod dotenv;
#[path = "../../../../fuzz/properties/image.rs"]
mod image;
#[path = "../../../../fuzz/properties/readers.rs"]
mod readers;
#[path = "../../../../fuzz/properties/replay.rs"]
mod replay;
#[path = "../../../../fuzz/properties/secrets.rs"]
mod secrets;

#[test]
fn every_seed_of_dotenv_holds() {
    replay::replay("dotenv", dotenv::holds);
}

#[test]
fn every_seed_of_image_holds() {
    replay::replay("image", image::holds);
}

#[test]
fn every_seed_of_readers_holds() {
    replay::replay("readers", readers::holds);
}

#[test]
fn every_seed_of_secrets_holds() {
    replay::replay("secrets", secrets::holds);
}
