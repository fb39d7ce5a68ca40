//! Text that must not stop an export: prose in two languages, and the things of code and
//! accounts that look odd but are no secrets.

use super::invent::{Inventor, encode};

/// Sentences as consultants write them, many of them about passwords.
pub(super) fn prose() -> impl Iterator<Item = String> {
    PROSE
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
}

const PROSE: &str = "
    The password for the production database is shared by four people. Nobody knows when it was last changed.
    Password: see the vault. Token: kept by the agency. Secret: none found.
    Recommendation: rotate the API key: it was last rotated on 2024-03-11 and is 619 days old.
    Access keys: 12 active, 4 older than 90 days. Tokens: 31. Passwords: 7 of 9 are in the manager.
    The access token expires after 3600 seconds; the refresh token after 30 days.
    passphrase: none, because disk encryption is off on 3 of 11 laptops
    We asked for the secret store, the pass rate (pass: 112/140) and the compass: north-east-7.
    Bearer tokens never expire here, and basic authentication is still switched on for the old importer.
    API key: rotated, second-factor: on, credential: removed on 2026-10-02.
    Password policy: minimum 12 characters; password length: 12-64; password age: 90-days.
    Secrets: GitHub-Actions-2 and the build server hold copies of 14 production keys.
    Postgres runs at postgres://app@db.internal:5432/main with a password from the environment.
    The importer uses https://user:<password>@partner.client.test/feed and writes it to its log.
    Run it with --password and wait for the prompt; never with --token on the command line.
    The token: 90-day lifetime, three scopes; the secret: shared-with-agency since 2023-05.
    Kosten: 12.400,00 EUR im Jahr, davon 3.200 EUR für den zweiten Anbieter (Vertrag 2024-117-B).
    Das Passwort des Administrators kennen fünf Personen; zwei davon haben das Unternehmen verlassen.
    Passwort: liegt im Tresor. Kennwort: unbekannt. Token: bei der Agentur.
    Passwort: geändert am 2026-03-01, Kennwort: Abteilung-Einkauf, Zugangsdaten: siehe Anlage-3.
    Der Schlüssel wurde zuletzt am 11.03.2024 erneuert und ist damit 619 Tage alt.
    Datenschutzgrundverordnung, Auftragsverarbeitungsvereinbarung, Wiederherstellungszeitanforderung, Rechtsschutzversicherungsgesellschaften.
    Die Wiederanlaufkoordinationsverantwortlichkeit und das Benutzerkontenverwaltungswerkzeug sind ungeklärt.
    Geheimnisse im Quelltext: 14 Stellen in 3 Verzeichnissen; Geheimnis: keines in der Historie.
    IBAN DE89370400440532013000, USt-IdNr. DE123456789, HRB 104422 B, Rechnung RE-2026-000123-AB.
    Überprüfungszeitraum 01.01.2026-30.06.2026, Aktenzeichen 12-O-4711/26, Angebot Q-2026-11-20-v3.
    The report is valise-heron-leverage-audit-2026-11-20-client-v2.pdf, 1.204.331 bytes.
    See src/main/java/com/client/payments/PaymentGatewayConnectionFactory.java, line 1184.
    Hosts: ip-10-0-12-45.eu-central-1.compute.internal, ec2-3-120-45-67.eu-central-1.compute.amazonaws.com
    Role arn:aws:iam::123456789012:role/ProductionDeploymentPipelineRole-Administrator
    Container registry 123456789012.dkr.ecr.eu-central-1.amazonaws.com/backend-service:release-2026-11-18.4
    Lockfile: sha512-MEUCIQDxY0vJ5m3sU7Y7Zb0xqkq8y3m5Qb1kq9mJ2f8x7w6v5u4t3s2r1q0pAbCdEfGhIjKlMnOpQrStUvWxYzA==
    Host key SHA256:p2QAMXNIC1TJYWeIOttrVc98wR1BUFWu3xliUGfwMRo and ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIP2QAMXNIC1TJYWeIOttrVc98wR1BUFWu3xliUGfwMRo
    Findings F01, F02 and F13; answers ACC-07, SEC-12, INF-03; engagement E-01; grades E0-E4; score 2.75.
    Quarter 2026Q3, week 2026-W47, build 4.19.0-rc.26+20261120, Node 20.11.1, rustc 1.95.0-nightly.
    Licence MIT OR Apache-2.0; standards ISO/IEC 27001:2022, SOC2-CC6.1, NIST-SP-800-88r2, RFC9106.
    https://docs.client.test/runbooks/2026/restore-drill?tab=history&page=12#second-attempt
";

/// Lines as they stand in code, listings and tables, invented anew for each seed.
pub(super) fn code_lines(inventor: &mut Inventor) -> impl Iterator<Item = String> {
    let mut lines = Vec::new();
    for shape in SHAPES {
        lines.extend((0..60).map(|_| inventor.fill(shape)));
    }
    for _ in 0..400 {
        let words: Vec<&str> = (0..3 + inventor.below(4))
            .map(|_| inventor.pick(&WORDS))
            .collect();
        let camel: String = words
            .iter()
            .map(|word| word[..1].to_uppercase() + &word[1..])
            .collect();
        lines.push(format!("{camel}Impl2"));
        lines.push(format!("let {} = {camel}::from_request(value);", words.join("_")));
        lines.push(format!("{}-{}.tsx", words.join("-"), inventor.below(100)));
        lines.push(format!(
            "/srv/{}/v{}/{}.sql",
            words.join("/"),
            inventor.below(20),
            words[0]
        ));
        lines.push(words.join("_").to_uppercase());
        lines.push(encode(words.join(" ").as_bytes()));
    }
    lines.into_iter()
}

const SHAPES: [&str; 22] = [
    "sha256 {hex:64}",
    "{hex:64}",
    "EV05 ev05-history-scan-secret.png {hex:64} 64201",
    "commit {hex:40}",
    "md5 {hex:32}",
    "{hex:128}",
    "{hex:8}-{hex:4}-4{hex:3}-a{hex:3}-{hex:12}",
    "record 0193{hex:4}-{hex:4}-7{hex:3}-8{hex:3}-{hex:12} was changed",
    "20{digit:2}-0{digit:1}-1{digit:1}T1{digit:1}:3{digit:1}:0{digit:1}Z",
    "{digit:1}.{digit:3}.{digit:3},{digit:2} EUR",
    "€{digit:2},{digit:3}.{digit:2} a year",
    "DE{digit:20}",
    "FR{digit:12}{upper:1}{digit:12}",
    "+49 {digit:3} {digit:7}",
    "{digit:16}",
    "i-0{hex:16}",
    "vpc-{hex:17} subnet-{hex:17} sg-{hex:17}",
    "assets/index-{alnum:8}.js",
    "registry/backend@sha256:{hex:64}",
    "password_hash: {hex:64}",
    "trace {hex:32} span {hex:16}",
    "01J{digit:1}{upper:1}{digit:2}",
];

const WORDS: [&str; 48] = [
    "user",
    "account",
    "payment",
    "gateway",
    "request",
    "handler",
    "password",
    "token",
    "secret",
    "reset",
    "policy",
    "invoice",
    "customer",
    "deployment",
    "pipeline",
    "rechnung",
    "kunde",
    "zahlung",
    "anmeldung",
    "schluessel",
    "vertrag",
    "benutzer",
    "konfiguration",
    "verbindung",
    "schnittstelle",
    "wiederherstellung",
    "backup",
    "restore",
    "session",
    "factory",
    "builder",
    "provider",
    "context",
    "controller",
    "repository",
    "migration",
    "schema",
    "index",
    "queue",
    "worker",
    "schedule",
    "monitor",
    "dashboard",
    "threshold",
    "warehouse",
    "shipment",
    "allocation",
    "ledger",
];

/// The bundled samples and libraries: real findings, notes and questions.
pub(super) fn samples() -> [(&'static str, &'static str); 5] {
    [
        (
            "heron",
            include_str!("../../../../domain/data/samples/sample-client.json"),
        ),
        (
            "plover",
            include_str!("../../../../domain/data/samples/sample-plover.json"),
        ),
        (
            "wren",
            include_str!("../../../../domain/data/samples/sample-wren.json"),
        ),
        (
            "finding library",
            include_str!("../../../../domain/data/finding-library.json"),
        ),
        (
            "question bank",
            include_str!("../../../../domain/data/question-bank.json"),
        ),
    ]
}
