//! No network: neither the app nor the command line may hold a crate that speaks over it.

use crate::process;

/// The desktop systems that Valise is built for.
const SYSTEMS: &[&str] = &[
    "x86_64-unknown-linux-gnu",
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
];

/// Crates whose trade is the network: clients, servers, TLS, name look-up.
const FORBIDDEN: &[&str] = &[
    "reqwest",
    "hyper",
    "hyper-util",
    "h2",
    "h3",
    "quinn",
    "ureq",
    "attohttpc",
    "minreq",
    "isahc",
    "surf",
    "curl",
    "curl-sys",
    "rustls",
    "native-tls",
    "openssl",
    "tokio-rustls",
    "tokio-native-tls",
    "tungstenite",
    "tokio-tungstenite",
    "axum",
    "warp",
    "actix-web",
    "tonic",
    "hickory-resolver",
    "trust-dns-resolver",
    "webpki",
    "webpki-roots",
    "rustls-native-certs",
    "lettre",
    "ssh2",
    "russh",
    "libgit2-sys",
    "gix-transport",
    "gix-protocol",
    "tauri-plugin-http",
    "tauri-plugin-updater",
    "tauri-plugin-websocket",
    "tauri-plugin-shell",
    "tauri-plugin-localhost",
];

/// Walks the tree of normal and build dependencies of both programs, on every system.
pub fn silence() -> Result<(), String> {
    let mut found = Vec::new();
    for system in SYSTEMS {
        for program in ["valise", "valise-cli"] {
            let words = [
                "tree",
                "--locked",
                "-p",
                program,
                "--target",
                system,
                "-e",
                "normal,build",
                "--prefix",
                "none",
                "--format",
                "{p}|{f}",
            ];
            found.extend(offenders(&process::read(&mut process::cargo(&words))?).into_iter().map(|offender| {
                format!(
                    "{program} on {system} holds {offender} (`cargo tree -i {} --target {system}` says through whom)",
                    offender.split(' ').next().unwrap_or_default()
                )
            }));
        }
    }
    if found.is_empty() {
        Ok(())
    } else {
        Err(found.join("\n"))
    }
}

/// Crates in a printed tree that speak over the network, in the tree's own order, each once.
fn offenders(tree: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in tree.lines() {
        let (package, features) = line.split_once('|').unwrap_or((line, ""));
        let name = package.split(' ').next().unwrap_or_default();
        let features = features.trim_end_matches(" (*)");
        let offender = if FORBIDDEN.contains(&name) {
            name.to_owned()
        } else if name == "tokio"
            && features
                .split(',')
                .any(|feature| feature == "net" || feature == "full")
        {
            "tokio with its feature net".to_owned()
        } else {
            continue;
        };
        if !found.contains(&offender) {
            found.push(offender);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_of_the_network_is_found_wherever_it_hides() {
        let tree =
            "valise v0.1.0 (/x)|default\nserde v1.0.0|std\nreqwest v0.12.0|json\nreqwest v0.12.0|json (*)";
        assert_eq!(offenders(tree), ["reqwest"]);
    }

    #[test]
    fn tokio_is_welcome_without_sockets() {
        assert!(offenders("tokio v1.50.0|rt,sync,time").is_empty());
        assert_eq!(
            offenders("tokio v1.50.0|net,rt (*)"),
            ["tokio with its feature net"]
        );
    }
}
