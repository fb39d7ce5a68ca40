//! How fast the search for secrets and the handling of pictures are.
//!
//! `cargo run --release -p valise-intake --example bench [FILE...]`
//!
//! Without files it measures generated text and a generated picture. With files it measures
//! their text and counts what each rule would stop, for a look at false alarms.

#![allow(clippy::print_stdout, reason = "a measurement is printed")]

use std::collections::BTreeMap;
use std::time::Instant;

use valise_intake::image::{Bounds, RedactionBox, clipboard_png, import, redact, thumbnail};
use valise_intake::secrets::{scan, warn_high_entropy};

fn main() {
    let files: Vec<_> = std::env::args().skip(1).collect();
    if files.is_empty() {
        let prose = "The password for the database is shared by four people; see ACC-07.\n\
                     Der Schlüssel ist 619 Tage alt (sha256 9f86d081884c7d659a2feaa0c55ad015).\n\
                     PaymentGatewayFactory::from_request(token) in src/main/java/Payment.java\n";
        let text = prose.repeat(40_000);
        measure("stop", &text, |text| scan(text).len());
        measure("warning", &text, |text| warn_high_entropy(text).len());
        pictures();
        return;
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut bytes, start) = (0, Instant::now());
    for file in files {
        let Ok(text) = std::fs::read_to_string(&file) else {
            continue;
        };
        bytes += text.len();
        for hit in scan(&text) {
            *counts.entry(hit.rule).or_default() += 1;
            println!("{file}:{} {} {}", hit.line, hit.rule, hit.preview);
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{:.1} MB, {:.0} MB/s, {counts:?}",
        bytes as f64 / 1e6,
        bytes as f64 / 1e6 / seconds
    );
}

fn measure(name: &str, text: &str, run: impl Fn(&str) -> usize) {
    let start = Instant::now();
    let hits = run(text);
    let megabytes = text.len() as f64 / 1e6;
    println!(
        "{name}: {:.0} MB/s over {megabytes:.1} MB, {hits} hits",
        megabytes / start.elapsed().as_secs_f64()
    );
}

fn pictures() {
    let (width, height) = (4000, 3000);
    let pixels: Vec<u8> = (0..width * height)
        .flat_map(|i: u32| [(i % 251) as u8, (i / width) as u8, (i % 7) as u8, 255])
        .collect();
    let bounds = Bounds::default();
    let start = Instant::now();
    let png = clipboard_png(width, height, &pixels, &bounds).expect("an honest picture");
    println!(
        "clipboard, 12 megapixels: {} ms, {} bytes",
        start.elapsed().as_millis(),
        png.len()
    );
    let start = Instant::now();
    import(&png, &bounds).expect("its own output");
    println!("import: {} ms", start.elapsed().as_millis());
    let start = Instant::now();
    thumbnail(&png, 320, &bounds).expect("its own output");
    println!("thumbnail: {} ms", start.elapsed().as_millis());
    let start = Instant::now();
    redact(
        &png,
        &[RedactionBox {
            x: 10,
            y: 10,
            width: 900,
            height: 80,
        }],
        &bounds,
    )
    .expect("a box inside");
    println!("redact: {} ms", start.elapsed().as_millis());
}
