//! Small pictures drawn for the tests, with whatever metadata a test wants in them.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::io::Cursor;

use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, Frame, ImageFormat, Rgb, RgbImage};

/// A picture in which every pixel tells its place.
pub fn drawing(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb([(x * 5 % 256) as u8, (y * 7 % 256) as u8, 200])
    })
}

fn written(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(drawing(width, height))
        .write_to(&mut out, format)
        .expect("a drawing can be written");
    out.into_inner()
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    written(width, height, ImageFormat::Png)
}

pub fn webp(width: u32, height: u32) -> Vec<u8> {
    written(width, height, ImageFormat::WebP)
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, 90)
        .encode_image(&drawing(width, height))
        .expect("a drawing can be written");
    out
}

pub fn gif(width: u32, height: u32, frames: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = GifEncoder::new(&mut out);
    for _ in 0..frames {
        let frame = Frame::new(DynamicImage::ImageRgb8(drawing(width, height)).into_rgba8());
        encoder.encode_frame(frame).expect("a drawing can be written");
    }
    drop(encoder);
    out
}

pub fn png_chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).expect("a short chunk").to_be_bytes();
    let crc = crc32fast::hash(&[kind, data].concat()).to_be_bytes();
    [&length, &kind[..], data, &crc].concat()
}

/// A PNG with chunks of its own between header and data.
pub fn png_with(width: u32, height: u32, chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let plain = png(width, height);
    let more: Vec<u8> = chunks
        .iter()
        .flat_map(|(kind, data)| png_chunk(kind, data))
        .collect();
    [&plain[..33], &more, &plain[33..]].concat()
}

/// A JPEG with segments after its start and bytes after its end.
pub fn jpeg_with(width: u32, height: u32, segments: &[(u8, &[u8])], tail: &[u8]) -> Vec<u8> {
    let plain = jpeg(width, height);
    let mut out = plain[..2].to_vec();
    for (marker, data) in segments {
        out.extend([0xFF, *marker]);
        out.extend(
            u16::try_from(data.len() + 2)
                .expect("a short segment")
                .to_be_bytes(),
        );
        out.extend_from_slice(data);
    }
    [&out, &plain[2..], tail].concat()
}

/// A WebP of the extended kind, with flags, chunks after the picture, and a canvas of its own.
pub fn webp_with(
    width: u32,
    height: u32,
    flags: u8,
    chunks: &[(&[u8; 4], &[u8])],
    canvas: Option<(u32, u32)>,
) -> Vec<u8> {
    let plain = webp(width, height);
    let (canvas_width, canvas_height) = canvas.unwrap_or((width, height));
    let mut body = b"WEBP".to_vec();
    let mut header = vec![flags, 0, 0, 0];
    header.extend(&(canvas_width - 1).to_le_bytes()[..3]);
    header.extend(&(canvas_height - 1).to_le_bytes()[..3]);
    let mut add = |kind: &[u8], data: &[u8]| {
        body.extend_from_slice(kind);
        body.extend(u32::try_from(data.len()).expect("a short chunk").to_le_bytes());
        body.extend_from_slice(data);
        body.extend(vec![0; data.len() % 2]);
    };
    add(b"VP8X", &header);
    let length = u32::from_le_bytes(plain[16..20].try_into().expect("four bytes")) as usize;
    add(&plain[12..16], &plain[20..20 + length]);
    for (kind, data) in chunks {
        add(*kind, data);
    }
    let length = u32::try_from(body.len()).expect("a short file").to_le_bytes();
    [&b"RIFF"[..], &length, &body].concat()
}

/// A directory of EXIF data with an orientation and a pointer to a place.
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    tiff.extend([0, 0, 0, 0]);
    tiff.extend(b"LATITUDE 52.5200");
    tiff
}
