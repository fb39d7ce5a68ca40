//! Each file of `suite/cli` is one test of the same name.

macro_rules! cases {
    ($($test:ident = $file:literal),+ $(,)?) => {
        /// The names of the files, without their ending.
        pub const CASES: &[&str] = &[$($file),+];
        $(
            #[test]
            fn $test() {
                crate::case::run($file);
            }
        )+
    };
}

cases! {
    backup = "backup",
    client_add = "client-add",
    client_destroy = "client-destroy",
    damaged_copy = "damaged-copy",
    damaged_vault = "damaged-vault",
    findings_and_search = "findings-and-search",
    foreign_amounts = "foreign-amounts",
    foreign_folder = "foreign-folder",
    import_all_samples = "import-all-samples",
    import_export = "import-export",
    import_twice = "import-twice",
    newer_file = "newer-file",
    newer_vault = "newer-vault",
    in_use = "in-use",
    no_secret_in_arguments = "no-secret-in-arguments",
    no_vault = "no-vault",
    not_found = "not-found",
    not_json = "not-json",
    out_exists = "out-exists",
    report_audiences = "report-audiences",
    report_board = "report-board",
    report_case = "report-case",
    report_lite = "report-lite",
    report_no_copy = "report-no-copy",
    report_password = "report-password",
    report_twice = "report-twice",
    score_for_people = "score-for-people",
    score_heron = "score-heron",
    score_plover = "score-plover",
    score_wren = "score-wren",
    unknown_fields = "unknown-fields",
    usage = "usage",
    vault_check = "vault-check",
    vault_create = "vault-create",
    vault_passwd = "vault-passwd",
    vault_recover = "vault-recover",
    weak_passphrase = "weak-passphrase",
    wrong_passphrase = "wrong-passphrase",
    wrong_words = "wrong-words",
}
