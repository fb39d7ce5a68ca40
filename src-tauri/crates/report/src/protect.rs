//! A copy that asks for a password.

use crate::ReportError;
use lopdf::encryption::crypt_filters::{Aes256CryptFilter, CryptFilter};
use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Name of the one crypt filter.
const FILTER: &[u8] = b"StdCF";
/// Longest password that the format takes, in bytes.
const LONGEST_PASSWORD: usize = 127;

/// Encrypts a finished file with AES-256 under a password.
///
/// `key` is the file's own key: 32 random bytes, used for nothing else. An
/// encrypted file cannot be an archive file: the copy no longer says that it
/// conforms to PDF/A. It stays tagged and accessible. Two protected copies of
/// one file are never equal.
///
/// # Errors
///
/// A password that is empty or longer than 127 bytes, or a file that
/// [`crate::Pages::pdf`] or [`crate::stamp`] did not make.
pub fn protect(file: &[u8], password: &str, key: &[u8; 32]) -> Result<Vec<u8>, ReportError> {
    if password.is_empty() || password.len() > LONGEST_PASSWORD {
        return Err(ReportError::Password);
    }
    let mut document = Document::load_mem(file).map_err(|fault| refuse(&fault))?;
    drop_archive_claim(&mut document)?;
    let filter: Arc<dyn CryptFilter> = Arc::new(Aes256CryptFilter);
    let state = EncryptionState::try_from(EncryptionVersion::V5 {
        encrypt_metadata: true,
        crypt_filters: BTreeMap::from([(FILTER.to_vec(), filter)]),
        file_encryption_key: key,
        stream_filter: FILTER.to_vec(),
        string_filter: FILTER.to_vec(),
        owner_password: password,
        user_password: password,
        permissions: Permissions::all(),
    })
    .map_err(|fault| refuse(&fault))?;
    document.encrypt(&state).map_err(|fault| refuse(&fault))?;
    state_lengths(&mut document)?;
    let mut bytes = Vec::new();
    document
        .save_to(&mut bytes)
        .map_err(|fault| ReportError::Protect {
            detail: fault.to_string(),
        })?;
    Ok(bytes)
}

/// States the length of the key where older readers look for it; without it
/// they take the shortest.
fn state_lengths(document: &mut Document) -> Result<(), ReportError> {
    let encryption = document
        .trailer
        .get(b"Encrypt")
        .and_then(Object::as_reference)
        .map_err(|fault| refuse(&fault))?;
    let encryption = document
        .get_dictionary_mut(encryption)
        .map_err(|fault| refuse(&fault))?;
    encryption.set("Length", 256);
    let filter = encryption
        .get_mut(b"CF")
        .and_then(Object::as_dict_mut)
        .and_then(|filters| filters.get_mut(FILTER))
        .and_then(Object::as_dict_mut)
        .map_err(|fault| refuse(&fault))?;
    filter.set("Length", 32);
    filter.set("AuthEvent", Object::Name(b"DocOpen".to_vec()));
    Ok(())
}

/// Takes the claim of PDF/A out of the file's description of itself.
fn drop_archive_claim(document: &mut Document) -> Result<(), ReportError> {
    let metadata = document
        .catalog()
        .and_then(|catalog| catalog.get(b"Metadata"))
        .and_then(Object::as_reference)
        .map_err(|fault| refuse(&fault))?;
    let stream = document
        .get_object_mut(metadata)
        .and_then(Object::as_stream_mut)
        .map_err(|fault| refuse(&fault))?;
    let text = String::from_utf8_lossy(&stream.content).into_owned();
    let text = without(&without(&text, "pdfaid:part"), "pdfaid:conformance");
    stream.set_plain_content(text.into_bytes());
    Ok(())
}

/// The text without the first element of this name.
fn without(text: &str, element: &str) -> String {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    match (text.find(&open), text.find(&close)) {
        (Some(start), Some(end)) if start < end => {
            format!("{}{}", &text[..start], &text[end + close.len()..])
        }
        _ => text.to_owned(),
    }
}

fn refuse(fault: &lopdf::Error) -> ReportError {
    ReportError::Protect {
        detail: fault.to_string(),
    }
}
