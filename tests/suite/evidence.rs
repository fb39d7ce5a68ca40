//! What was seen, taken in without what a camera adds, shown and sent with its boxes.

use crate::room::{Room, finding, must, record, refused, reopened, sound, whole};
use image::{DynamicImage, ImageFormat, RgbImage};
use serde_json::json;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use valise_tests::{difference, samples};
use valise_workbench::view::{BoxView, EvidenceChange, EvidenceHead, FindingChange, Grade, Visibility};
use valise_workbench::{Cancel, Client, Problem, ProblemCode};

const PLACE: &[u8] = b"38.7223N 9.1393W";

fn picture(format: ImageFormat) -> Vec<u8> {
    let pixels = RgbImage::from_fn(120, 80, |x, y| {
        image::Rgb([u8::try_from(x).unwrap(), u8::try_from(y).unwrap(), 90])
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(pixels)
        .write_to(&mut bytes, format)
        .unwrap();
    bytes.into_inner()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (0_u32.wrapping_sub(crc & 1)))
        })
    })
}

/// A PNG with the place where it was taken in two kinds of metadata.
fn png_with_place() -> Vec<u8> {
    let plain = picture(ImageFormat::Png);
    let chunk = |kind: &[u8], data: &[u8]| {
        let body = [kind, data].concat();
        [
            &u32::try_from(data.len()).unwrap().to_be_bytes()[..],
            &body,
            &crc(&body).to_be_bytes(),
        ]
        .concat()
    };
    // signature 8, then the header's chunk of 25 bytes
    let (head, rest) = plain.split_at(33);
    let exif = [b"II*\0\x08\0\0\0\0\0\0\0\0\0".as_slice(), PLACE].concat();
    let text = [b"Comment\0".as_slice(), PLACE].concat();
    [head, &chunk(b"eXIf", &exif), &chunk(b"tEXt", &text), rest].concat()
}

fn jpeg_with_place() -> Vec<u8> {
    let plain = picture(ImageFormat::Jpeg);
    let exif = [b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0".as_slice(), PLACE].concat();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &exif, &plain[2..]].concat()
}

fn holds(bytes: &[u8], piece: &[u8]) -> bool {
    bytes.windows(piece.len()).any(|window| window == piece)
}

fn attach(
    client: &mut Client,
    files: &[PathBuf],
    finding: Option<&str>,
) -> Result<Vec<EvidenceHead>, Problem> {
    client
        .attach_files(files, finding, &mut |_, _| (), &Cancel::default())
        .map(|change| change.value)
}

fn put(room: &Room, name: &str, bytes: &[u8]) -> PathBuf {
    let file = room.path().join(name);
    fs::write(&file, bytes).unwrap();
    file
}

/// The bytes of an attachment as they leave.
fn left(client: &mut Client, folder: &Path, code: &str) -> Vec<u8> {
    must(client.export_file(&folder.join("out.json")));
    let name = record(client, "evidence", code).unwrap()["file"]
        .as_str()
        .unwrap()
        .to_owned();
    fs::read(folder.join(name)).unwrap()
}

#[test]
fn rosa_attaches_what_she_saw() {
    let room = Room::with_samples();
    let mut client = room.client("WREN");
    let row = finding(&client, "F03");
    let png = png_with_place();
    assert!(
        holds(&png, PLACE),
        "the picture tells where it was taken, or this test proves nothing"
    );
    let files = [
        put(&room, "Screen of the night.png", &png),
        put(&room, "door.jpg", &jpeg_with_place()),
        put(
            &room,
            "contract.pdf",
            b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n",
        ),
        put(&room, "log.txt", "22:14 door opened\n".as_bytes()),
    ];
    let before = whole(&client);
    let heads = must(attach(&mut client, &files, Some(&row.id)));
    sound(&client, "four attachments");
    let types: Vec<&str> = heads.iter().map(|head| head.media_type.as_str()).collect();
    assert_eq!(
        types,
        ["image/png", "image/jpeg", "application/pdf", "text/plain"],
        "each is known by its bytes"
    );
    assert_eq!(
        heads[0].title, "Screen of the night",
        "the name of the file is a first title"
    );
    assert_eq!(
        (heads[0].width, heads[0].height),
        (Some(120), Some(80)),
        "a picture has its size"
    );
    assert_eq!(
        finding(&client, "F03").evidence,
        row.evidence + 4,
        "the finding counts them"
    );
    let out = room.path().join("out");
    fs::create_dir_all(&out).unwrap();
    for head in &heads[..2] {
        assert!(
            !holds(&left(&mut client, &out, &head.code), PLACE),
            "{}: the place stays behind",
            head.media_type
        );
    }
    assert_eq!(
        left(&mut client, &out, &heads[3].code),
        b"22:14 door opened\n",
        "a text stays as it is"
    );
    must(client.undo());
    assert_eq!(
        difference(&whole(&client), &before),
        None,
        "one undo takes all four back"
    );
    must(client.redo());
    drop(reopened(client, "WREN"));
}

#[test]
fn all_or_none_come_in() {
    let room = Room::with_samples();
    let mut client = room.client("WREN");
    let before = whole(&client);
    let good = put(&room, "good.png", &picture(ImageFormat::Png));
    for (name, bytes) in [
        ("program.exe", b"MZ\x90\0\x03\0\0\0\x04\0\0\0".to_vec()),
        ("cut.png", picture(ImageFormat::Png)[..60].to_vec()),
        ("empty.png", Vec::new()),
    ] {
        let bad = put(&room, name, &bytes);
        refused(
            attach(&mut client, &[good.clone(), bad], None),
            ProblemCode::UnsupportedImage,
            name,
        );
        assert_eq!(
            difference(&whole(&client), &before),
            None,
            "{name}: the good one did not come in alone"
        );
    }
    refused(
        attach(&mut client, &[room.path().join("nowhere.png")], None),
        ProblemCode::NotFound,
        "no such file",
    );
    refused(
        client.attach_pixels(4, 4, &[0; 10], None),
        ProblemCode::UnsupportedImage,
        "fewer pixels than told",
    );
}

#[test]
fn thumbnails_are_small_and_pictures_whole() {
    let room = Room::with_samples();
    let mut client = room.client("WREN");
    let file = put(&room, "wide.jpg", &picture(ImageFormat::Jpeg));
    let head = must(attach(&mut client, &[file], None)).remove(0);
    let small = image::load_from_memory(&must(client.evidence_image(&head.id, 30))).unwrap();
    assert_eq!(
        (small.width(), small.height()),
        (30, 20),
        "as wide as asked, in proportion"
    );
    let full = image::load_from_memory(&must(client.evidence_image(&head.id, 0))).unwrap();
    assert_eq!(full.width(), 120, "0 asks for all of it");
    let text = put(&room, "log.txt", b"words\n");
    let text = must(attach(&mut client, &[text], None)).remove(0);
    refused(
        client.evidence_image(&text.id, 30),
        ProblemCode::UnsupportedImage,
        "a text has no picture",
    );
}

#[test]
fn boxes_are_burned_in() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let doc = record(&client, "evidence", "EV05").unwrap();
    let row = finding(&client, "F09");
    let head = must(client.finding(&row.id))
        .evidence
        .into_iter()
        .find(|head| head.code == "EV05")
        .unwrap();
    assert_eq!(head.boxes.len(), 1, "the sample has a box");
    let number = |name: &str| u32::try_from(doc["redactions"][0][name].as_u64().unwrap()).unwrap();
    let shown = image::load_from_memory(&must(client.evidence_image(&head.id, 0)))
        .unwrap()
        .to_rgb8();
    let raw = image::open(samples().join(doc["file"].as_str().unwrap()))
        .unwrap()
        .to_rgb8();
    let mut colours = std::collections::BTreeSet::new();
    for x in number("x")..number("x") + number("width") {
        for y in number("y")..number("y") + number("height") {
            assert_eq!(shown.get_pixel(x, y).0, [0, 0, 0], "black at {x}, {y}");
            colours.insert(raw.get_pixel(x, y).0);
        }
    }
    assert!(
        colours.len() > 1,
        "something stood there, or this test proves nothing"
    );
}

#[test]
fn boxes_are_drawn_taken_back_and_stay_inside_the_picture() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let before = whole(&client);
    let row = finding(&client, "F06");
    let head = must(client.finding(&row.id)).evidence.remove(0);
    let (width, height) = (head.width.unwrap(), head.height.unwrap());
    let cover = |client: &mut Client, boxes: Vec<BoxView>| {
        client.edit_evidence(&EvidenceChange {
            id: head.id.clone(),
            boxes: Some(boxes),
            ..EvidenceChange::default()
        })
    };
    let one = BoxView {
        x: 10,
        y: 20,
        width: 30,
        height: 5,
    };
    let changed = must(cover(&mut client, vec![one])).value;
    assert_eq!(changed.boxes, [one]);
    let shown = image::load_from_memory(&must(client.evidence_image(&head.id, 0)))
        .unwrap()
        .to_rgb8();
    assert_eq!(shown.get_pixel(10, 20).0, [0, 0, 0], "it is burned in");
    for outside in [
        BoxView { x: width, ..one },
        BoxView { y: height - 4, ..one },
        BoxView { width: 0, ..one },
        BoxView {
            x: u32::MAX,
            width: u32::MAX,
            ..one
        },
    ] {
        let problem = cover(&mut client, vec![one, outside]).err().unwrap();
        assert_eq!(problem.code, ProblemCode::InputNotUnderstood, "{outside:?}");
    }
    sound(&client, "boxes");
    must(client.undo());
    assert_eq!(
        difference(&before, &whole(&client)),
        None,
        "one change, taken back"
    );
}

#[test]
fn somebody_new_is_named_once_and_owns_a_finding() {
    let room = Room::with_samples();
    let mut client = room.client("WREN");
    let added = must(client.add_person(" Ana P. ", "operations")).value;
    assert_eq!(
        (added.label.as_str(), added.role.as_str()),
        ("Ana P.", "operations")
    );
    let again = must(client.add_person("ana p.", "")).value;
    assert_eq!(again.id, added.id, "the same name is the same person");
    refused(
        client.add_person("  ", ""),
        ProblemCode::InputNotUnderstood,
        "nobody",
    );
    let row = finding(&client, "F03");
    let owned = must(client.edit_finding(&FindingChange {
        id: row.id,
        field: "owner".into(),
        value: Some(json!(added.id).to_string()),
    }))
    .value;
    assert_eq!(owned.owner, Some(added.id));
    sound(&client, "a person");
}

#[test]
fn its_words_can_be_changed() {
    let room = Room::with_samples();
    let mut client = room.client("HERON");
    let before = whole(&client);
    let row = finding(&client, "F06");
    let head = must(client.finding(&row.id)).evidence.remove(0);
    let change = EvidenceChange {
        id: head.id.clone(),
        title: Some(" Another tenant's orders ".into()),
        alt: Some("A list of orders of a customer that is not signed in".into()),
        grade: Some(Grade::E4),
        needs_redaction: Some(true),
        boxes: None,
        visibility: Some(Visibility::Founder),
    };
    let changed = must(client.edit_evidence(&change)).value;
    sound(&client, "words of evidence");
    let doc = record(&client, "evidence", &head.code).unwrap();
    assert_eq!(
        [
            &doc["title"],
            &doc["grade"],
            &doc["needs_redaction"],
            &doc["visibility"]
        ],
        [
            &json!("Another tenant's orders"),
            &json!("E4"),
            &json!(true),
            &json!("founder")
        ],
        "all of it stands in the file"
    );
    assert_eq!(changed.sha256, head.sha256, "its bytes are never edited");
    must(client.undo());
    assert_eq!(
        difference(&whole(&client), &before),
        None,
        "and can be taken back"
    );
}
