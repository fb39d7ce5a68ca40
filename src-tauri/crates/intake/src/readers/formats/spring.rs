//! Java's properties, and the YAML of Spring.

use std::ops::Range;

use super::super::report::{Found, Report};
use super::super::syntax::{ini, yaml};
use super::{Reader, file_name, has_extension, is_secret, of_node, tree};
use crate::guess;

pub const PROPERTIES: Reader = Reader {
    name: "properties",
    recognises: |path, _| has_extension(path, &["properties"]),
    read: |report| {
        let bytes = report.bytes;
        ini::properties(bytes, &mut |setting| {
            let value = setting
                .decoded
                .as_ref()
                .map_or(&bytes[setting.value.clone()], |value| value.as_slice());
            let kind = guess::kind(setting.key, value);
            if !is_secret(kind) {
                return;
            }
            let found = match default_in(report, setting.value.clone()) {
                Some(default) => Found::new(setting.key, kind, default),
                None => Found::new(setting.key, kind, setting.value).decoded(setting.decoded),
            };
            report.found(found);
        });
    },
};

/// The value that `${NAME:value}` falls back to.
fn default_in(report: &Report<'_>, span: Range<usize>) -> Option<Range<usize>> {
    let text = report.text(span.clone());
    let inner = text.strip_prefix("${")?.strip_suffix('}')?;
    let (name, default) = inner.split_once(':')?;
    let start = span.start + 2 + name.len() + 1;
    (!default.is_empty() && !default.starts_with('$')).then(|| start..start + default.len())
}

pub const YAML: Reader = Reader {
    name: "spring_yaml",
    recognises: |path, _| {
        let name = file_name(path);
        (name.starts_with("application") || name.starts_with("bootstrap"))
            && has_extension(path, &["yml", "yaml"])
    },
    read: |report| {
        for document in tree(report, yaml::parse) {
            document.walk(&mut |path, node| {
                let kind = guess::kind(path.key(), node.bytes(report.bytes).unwrap_or_default());
                if is_secret(kind) {
                    let found = match default_in(report, node.span.clone()) {
                        Some(default) => Found::new(path.name(), kind, default),
                        None => of_node(path.name(), kind, node),
                    };
                    report.found(found);
                }
            });
        }
    },
};
