//! The short form of the fuzz targets: their seeds, whole and bent. `fuzz/README.md` has the long one.

#[path = "../../../../fuzz/properties/client.rs"]
mod client;
#[path = "../../../../fuzz/properties/payload.rs"]
mod payload;
#[path = "../../../../fuzz/properties/replay.rs"]
mod replay;

#[test]
fn every_seed_of_client_holds() {
    replay::replay("client", client::holds);
}

#[test]
fn every_seed_of_payload_holds() {
    replay::replay("payload", payload::holds);
}
