//! Lays the drawn stamp under the pages of the finished file.

use crate::ReportError;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::collections::BTreeMap;

/// Name of the stamp among a page's own resources.
const NAME: &str = "ValiseStamp";

/// Width and height of a page in points.
pub(super) fn sheet(document: &Document, page: ObjectId) -> Result<(f32, f32), ReportError> {
    let dictionary = document
        .get_dictionary(page)
        .map_err(|fault| super::refuse(&fault))?;
    let sides: Vec<f32> = dictionary
        .get(b"MediaBox")
        .and_then(Object::as_array)
        .map_err(|fault| super::refuse(&fault))?
        .iter()
        .filter_map(|side| side.as_float().ok())
        .collect();
    match sides[..] {
        [left, bottom, right, top] => Ok((right - left, top - bottom)),
        _ => Err(ReportError::Stamp {
            detail: "a page has no size".to_owned(),
        }),
    }
}

/// Takes the drawing into the document as a form; only what it draws with
/// comes along, under ids that follow the document's own.
pub(super) fn adopt(
    document: &mut Document,
    drawn: &Document,
    width: f32,
    height: f32,
) -> Result<ObjectId, ReportError> {
    let page = drawn
        .get_pages()
        .into_values()
        .next()
        .ok_or_else(|| ReportError::Stamp {
            detail: "the stamp has no page".to_owned(),
        })?;
    let content = drawn.get_page_content(page);
    let resources = drawn
        .get_dictionary(page)
        .and_then(|dictionary| dictionary.get(b"Resources"))
        .map_err(|fault| super::refuse(&fault))?;
    let mut moved = BTreeMap::new();
    let resources = bring(document, drawn, resources, &mut moved)?;
    let form = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => vec![0.into(), 0.into(), Object::Real(width), Object::Real(height)],
        // The pale name is blended in the colours of the page.
        "Group" => dictionary! { "S" => "Transparency", "CS" => "DeviceRGB", "I" => true },
        "Resources" => resources,
    };
    let mut stream = Stream::new(form, content);
    stream.compress().map_err(|fault| super::refuse(&fault))?;
    Ok(document.add_object(stream))
}

/// A copy of an object with everything it refers to.
fn bring(
    document: &mut Document,
    drawn: &Document,
    object: &Object,
    moved: &mut BTreeMap<ObjectId, ObjectId>,
) -> Result<Object, ReportError> {
    Ok(match object {
        Object::Reference(id) => {
            if let Some(known) = moved.get(id) {
                return Ok(Object::Reference(*known));
            }
            let target = drawn.get_object(*id).map_err(|fault| super::refuse(&fault))?;
            let new = document.new_object_id();
            moved.insert(*id, new);
            let copy = bring(document, drawn, target, moved)?;
            document.objects.insert(new, copy);
            Object::Reference(new)
        }
        Object::Array(items) => Object::Array(
            items
                .iter()
                .map(|item| bring(document, drawn, item, moved))
                .collect::<Result<_, _>>()?,
        ),
        Object::Dictionary(fields) => Object::Dictionary(bring_fields(document, drawn, fields, moved)?),
        Object::Stream(stream) => {
            let mut copy = stream.clone();
            copy.dict = bring_fields(document, drawn, &stream.dict, moved)?;
            if !copy.dict.has(b"Filter") {
                copy.compress().map_err(|fault| super::refuse(&fault))?;
            }
            Object::Stream(copy)
        }
        other => other.clone(),
    })
}

fn bring_fields(
    document: &mut Document,
    drawn: &Document,
    fields: &Dictionary,
    moved: &mut BTreeMap<ObjectId, ObjectId>,
) -> Result<Dictionary, ReportError> {
    let mut copy = Dictionary::new();
    for (key, value) in fields {
        copy.set(key.clone(), bring(document, drawn, value, moved)?);
    }
    Ok(copy)
}

/// Draws the form before everything else on the page, marked as an artifact.
pub(super) fn lay_under(document: &mut Document, page: ObjectId, form: ObjectId) -> Result<(), ReportError> {
    let before = format!("/Artifact <</Type /Pagination /Subtype /Watermark>> BDC q /{NAME} Do Q EMC\nq\n");
    let before = document.add_object(Stream::new(Dictionary::new(), before.into_bytes()));
    let after = document.add_object(Stream::new(Dictionary::new(), b"\nQ\n".to_vec()));

    let fields = document
        .get_dictionary(page)
        .map_err(|fault| super::refuse(&fault))?;
    let own = match fields.get(b"Contents") {
        Ok(Object::Array(parts)) => parts.clone(),
        Ok(part) => vec![part.clone()],
        Err(_) => Vec::new(),
    };
    let mut resources = resolved(document, fields.get(b"Resources").ok());
    let mut drawings = resolved(document, resources.get(b"XObject").ok());
    drawings.set(NAME, Object::Reference(form));
    resources.set("XObject", drawings);

    let mut contents = vec![Object::Reference(before)];
    contents.extend(own);
    contents.push(Object::Reference(after));
    let fields = document
        .get_dictionary_mut(page)
        .map_err(|fault| super::refuse(&fault))?;
    fields.set("Resources", resources);
    fields.set("Contents", contents);
    Ok(())
}

fn resolved(document: &Document, object: Option<&Object>) -> Dictionary {
    match object {
        Some(Object::Reference(id)) => document.get_dictionary(*id).cloned().unwrap_or_default(),
        Some(Object::Dictionary(fields)) => fields.clone(),
        _ => Dictionary::new(),
    }
}
