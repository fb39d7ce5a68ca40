//! The three invented sample clients, with their evidence files and their expected figures.

/// A sample client.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// Codename.
    pub codename: &'static str,
    /// The client in the open format.
    pub json: &'static str,
    /// Its figures, computed by another hand.
    pub expected: &'static str,
    /// Evidence files: relative path and bytes.
    pub evidence: &'static [(&'static str, &'static [u8])],
}

macro_rules! sample_file {
    ($name:literal) => {
        include_str!(concat!("../../data/samples/", $name))
    };
}

macro_rules! evidence_files {
    ($($name:literal),* $(,)?) => {
        &[$((
            concat!("evidence/", $name),
            include_bytes!(concat!("../../data/samples/evidence/", $name)) as &[u8],
        )),*]
    };
}

const EVIDENCE: &[(&str, &[u8])] = evidence_files![
    "ev01-leavers-console.png",
    "ev02-backup-bucket.png",
    "ev03-late-nights-chart.png",
    "ev04-whiteboard-path.png",
    "ev05-history-scan-secret.png",
    "ev06-hosting-invoice.png",
    "ev07-tenant-leak.png",
    "ev08-restore-drill.png",
];

const ALL: [Sample; 3] = [
    Sample {
        codename: "HERON",
        json: sample_file!("sample-client.json"),
        expected: sample_file!("sample-client.expected.json"),
        evidence: EVIDENCE,
    },
    Sample {
        codename: "PLOVER",
        json: sample_file!("sample-plover.json"),
        expected: sample_file!("sample-plover.expected.json"),
        evidence: &[],
    },
    Sample {
        codename: "WREN",
        json: sample_file!("sample-wren.json"),
        expected: sample_file!("sample-wren.expected.json"),
        evidence: &[],
    },
];

/// Every sample: HERON, PLOVER, WREN.
pub fn all() -> &'static [Sample] {
    &ALL
}

/// The sample with this codename, in any case.
pub fn named(codename: &str) -> Option<&'static Sample> {
    ALL.iter()
        .find(|sample| sample.codename.eq_ignore_ascii_case(codename))
}
