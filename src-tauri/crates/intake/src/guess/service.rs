use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::words_of;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Service {
    name: String,
    words: Vec<String>,
    hosts: Vec<String>,
}

#[derive(Deserialize)]
struct Table {
    service: Vec<Service>,
}

struct Index {
    words: HashMap<&'static str, &'static str>,
    hosts: HashMap<&'static str, &'static str>,
}

fn index() -> &'static Index {
    static TABLE: LazyLock<Table> = LazyLock::new(|| {
        toml::from_str(include_str!("services.toml")).expect("the table in the program is read by its tests")
    });
    static INDEX: LazyLock<Index> = LazyLock::new(|| {
        let table: &'static Table = &TABLE;
        let pairs = |of: fn(&'static Service) -> &'static [String]| {
            table
                .service
                .iter()
                .flat_map(move |service| {
                    of(service)
                        .iter()
                        .map(|word| (word.as_str(), service.name.as_str()))
                })
                .collect()
        };
        Index {
            words: pairs(|service| &service.words),
            hosts: pairs(|service| &service.hosts),
        }
    });
    &INDEX
}

/// The provider that a key most likely belongs to, by the words of its name.
#[must_use]
pub fn service(name: &str) -> Option<&'static str> {
    let words = words_of(name);
    words.iter().enumerate().find_map(|(i, word)| {
        let pair = words.get(i + 1).map(|next| format!("{word} {next}"));
        let longer = pair.and_then(|pair| index().words.get(pair.as_str()));
        longer.or_else(|| index().words.get(word.as_str())).copied()
    })
}

/// The provider behind a host, or behind the host of an address, by its end.
#[must_use]
pub fn service_of_host(host: &str) -> Option<&'static str> {
    let host = host.split_once("://").map_or(host, |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let mut rest = host.as_str();
    loop {
        if let Some(service) = index().hosts.get(rest) {
            return Some(service);
        }
        rest = rest.split_once('.')?.1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_every_word_once() {
        let table: Table = toml::from_str(include_str!("services.toml")).unwrap();
        let mut seen: HashMap<&str, &str> = HashMap::new();
        for service in &table.service {
            for word in service.words.iter().chain(&service.hosts) {
                let other = seen.insert(word, &service.name);
                assert_eq!(other, None, "{word} belongs to {} alone", service.name);
                assert_eq!(*word, word.to_lowercase(), "{word} is in small letters");
            }
        }
    }

    #[test]
    fn names_tell_the_service() {
        for (name, expected) in [
            ("AWS_SECRET_ACCESS_KEY", Some("AWS")),
            ("STRIPE_SECRET_KEY", Some("Stripe")),
            ("stripeSecretKey", Some("Stripe")),
            ("NEXT_PUBLIC_SUPABASE_ANON_KEY", Some("Supabase")),
            ("GOOGLE_APPLICATION_CREDENTIALS", Some("Google Cloud")),
            ("GOOGLE_MAPS_KEY", Some("Google")),
            ("PGPASSWORD", Some("PostgreSQL")),
            ("SENDGRID_SMTP_PASSWORD", Some("SendGrid")),
            ("APP_KEY", None),
            ("PASSWORD", None),
        ] {
            assert_eq!(service(name), expected, "{name}");
        }
    }

    #[test]
    fn hosts_tell_the_service() {
        for (host, expected) in [
            ("https://u@api.github.com/x", Some("GitHub")),
            ("db.abc.eu-west-1.rds.amazonaws.com:5432", Some("AWS")),
            ("registry.npmjs.org", Some("npm")),
            ("notgithub.com", None),
            ("", None),
        ] {
            assert_eq!(service_of_host(host), expected, "{host}");
        }
    }
}
