//! Descriptions of an interface that others may call: OpenAPI with its routes, gRPC, GraphQL, SOAP.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::signals::noise::name_of;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Description {
    OpenApi,
    Proto,
    GraphQl,
    Wsdl,
}

/// What a description says that it offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Offer {
    /// The form, such as `OpenAPI` or `gRPC`.
    pub form: &'static str,
    /// Groups of routes, services, kinds of query.
    pub parts: BTreeSet<String>,
}

static OPENAPI: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?m)^\s*["']?(?:openapi|swagger)["']?\s*:\s*["']?\d"#).expect("a test uses it")
});
static ROUTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?m)^\s+["']?(/[^\s"':]*)["']?\s*:\s*(?:\{|$|#)"#).expect("a test uses it")
});
static SERVICE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^\s*service\s+(\w+)\s*\{").expect("a test uses it"));
static QUERY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^\s*(?:extend\s+)?type\s+(Query|Mutation|Subscription)\b").expect("a test uses it")
});

impl Description {
    pub fn of(path: &str) -> Option<Self> {
        let name = name_of(path).to_lowercase();
        let (stem, end) = name.rsplit_once('.')?;
        match end {
            "yml" | "yaml" | "json" if stem.contains("openapi") || stem.contains("swagger") => {
                Some(Self::OpenApi)
            }
            "yml" | "yaml" | "json" if path.to_lowercase().contains("openapi/") => Some(Self::OpenApi),
            "proto" => Some(Self::Proto),
            "graphql" | "graphqls" | "gql" => Some(Self::GraphQl),
            "wsdl" => Some(Self::Wsdl),
            _ => None,
        }
    }

    /// What the text offers; nothing where it describes no interface of its own.
    pub fn offer(self, text: &str) -> Option<Offer> {
        let all = |pattern: &Regex| -> BTreeSet<String> {
            pattern
                .captures_iter(text)
                .map(|found| found[1].to_owned())
                .collect()
        };
        let (form, parts) = match self {
            Self::OpenApi => {
                if !OPENAPI.is_match(text) {
                    return None;
                }
                let parts = all(&ROUTE).iter().map(|route| group(route)).collect();
                return Some(Offer {
                    form: "OpenAPI",
                    parts,
                });
            }
            Self::Proto => ("gRPC", all(&SERVICE)),
            Self::GraphQl => ("GraphQL", all(&QUERY)),
            Self::Wsdl => {
                return text.contains("definitions").then(|| Offer {
                    form: "SOAP",
                    ..Offer::default()
                });
            }
        };
        (!parts.is_empty()).then_some(Offer { form, parts })
    }
}

/// The part of a route that a decision is about: `/api/v1/orders/{id}/lines` is about `/api/v1/orders`.
fn group(route: &str) -> String {
    let mut group = String::new();
    for part in route.split('/').filter(|part| !part.is_empty()) {
        if part.starts_with(['{', ':']) {
            break;
        }
        group.push('/');
        group.push_str(part);
        let version = part
            .strip_prefix('v')
            .is_some_and(|rest| rest.bytes().all(|c| c.is_ascii_digit()));
        if !version && !["api", "rest", "public", "internal"].contains(&part) {
            break;
        }
    }
    if group.is_empty() { "/".to_owned() } else { group }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(path: &str, text: &str) -> (&'static str, Vec<String>) {
        let offer = Description::of(path)
            .and_then(|d| d.offer(text))
            .expect("an interface");
        (offer.form, offer.parts.into_iter().collect())
    }

    #[test]
    fn interfaces_and_their_parts() {
        let yaml = "openapi: 3.0.1\npaths:\n  /api/v1/orders:\n    get: {}\n  '/api/v1/orders/{id}':\n    get: {}\n  /health: {}\n";
        assert_eq!(
            offered("docs/openapi.yaml", yaml),
            ("OpenAPI", vec!["/api/v1/orders".to_owned(), "/health".to_owned()]),
            "two groups"
        );
        let json = "{\n \"swagger\": \"2.0\",\n \"paths\": {\n  \"/users/{id}\": {\n  }\n }\n}";
        assert_eq!(
            offered("swagger.json", json),
            ("OpenAPI", vec!["/users".to_owned()]),
            "JSON, too"
        );
        assert_eq!(
            offered("a.proto", "service Orders {\n}\nmessage X {}"),
            ("gRPC", vec!["Orders".to_owned()]),
            "a service"
        );
        assert_eq!(
            offered("s.graphql", "type Query {\n}"),
            ("GraphQL", vec!["Query".to_owned()]),
            "a query"
        );
    }

    #[test]
    fn messages_and_fragments_alone_are_no_interface() {
        for (path, text) in [
            ("a.proto", "message X {}"),
            ("f.graphql", "fragment A on B { c }"),
            ("openapi.yaml", "just: notes\n"),
        ] {
            let offer = Description::of(path).and_then(|d| d.offer(text));
            assert_eq!(offer, None, "{path} offers nothing");
        }
    }
}
