//! Findings by the name of a file alone: what is worth knowing before a byte is read, and where
//! no byte can be read.

use super::Kind;

/// What a file's name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// Stable name of the finding, such as `rails-master-key`.
    pub rule: &'static str,
    /// What such a file holds.
    pub kind: Kind,
    /// The provider, where there is one.
    pub service: Option<&'static str>,
    /// Whether the name alone is enough. Where it is not, the content has to bear it out: some
    /// names are used for harmless files too.
    pub certain: bool,
}

/// How a name is compared, in small letters.
enum By {
    /// The whole name of the file.
    Name(&'static str),
    /// The end of its path, from the beginning of a folder's name.
    End(&'static str),
    /// What follows the last point.
    Extension(&'static str),
    /// The beginning of the file's name.
    Front(&'static str),
}

use By::{End, Extension, Front, Name};
use Kind::{Credentials, EncryptionKey, KeyStore, Password, PasswordHash, PrivateKey, Token};

type Rule = (&'static str, Kind, Option<&'static str>, bool, &'static [By]);

#[rustfmt::skip] // one finding on each line
const RULES: &[Rule] = &[
    ("dotenvx-private-keys", EncryptionKey, Some("dotenvx"), true, &[Name(".env.keys")]),
    ("rails-master-key", EncryptionKey, None, true, &[Name("master.key"), End("config/credentials/production.key"), End("config/credentials/staging.key"), End("config/credentials/development.key"), End("config/credentials/test.key")]),
    ("ssh-private-key", PrivateKey, Some("SSH"), true, &[Name("id_rsa"), Name("id_dsa"), Name("id_ecdsa"), Name("id_ed25519"), Name("id_ecdsa_sk"), Name("id_ed25519_sk"), Name("identity")]),
    ("ssh-host-key", PrivateKey, Some("SSH"), true, &[Name("ssh_host_rsa_key"), Name("ssh_host_dsa_key"), Name("ssh_host_ecdsa_key"), Name("ssh_host_ed25519_key")]),
    ("putty-private-key", PrivateKey, Some("SSH"), true, &[Extension("ppk")]),
    ("password-hashes", PasswordHash, None, true, &[Name("shadow"), Name("shadow-"), Name("gshadow"), Name("master.passwd"), Name(".htpasswd"), Name("htpasswd"), Name(".htdigest"), Name("proftpdpasswd")]),
    ("windows-accounts", PasswordHash, None, true, &[Name("ntds.dit"), End("config/sam"), End("config/security"), Name("sam.bak")]),
    ("key-store", KeyStore, None, true, &[Extension("pfx"), Extension("p12"), Extension("jks"), Extension("keystore"), Extension("bks"), Extension("jceks"), Extension("pkcs12"), Extension("keychain"), Extension("keychain-db"), Name("key3.db"), Name("key4.db"), Name("secring.gpg"), Name("debug.keystore")]),
    ("password-store", KeyStore, None, true, &[Extension("kdbx"), Extension("kdb"), Extension("psafe3"), Extension("agilekeychain"), Extension("opvault"), Extension("1pux"), Extension("enpassdb"), Extension("dashlane"), Name("login data"), Name("bitwarden.json"), Name("1password.csv"), Name("lastpass.csv"), Name("passwords.csv")]),
    ("private-key", PrivateKey, None, false, &[Extension("pem"), Extension("key"), Extension("p8"), Extension("pk8"), Extension("rsa"), Extension("ovpn")]),
    ("signing-key", PrivateKey, Some("Apple"), true, &[Extension("mobileprovision"), Front("authkey_")]),
    ("netrc", Password, None, true, &[Name(".netrc"), Name("_netrc"), Name(".authinfo"), Name(".authinfo.gpg")]),
    ("pgpass", Password, Some("PostgreSQL"), true, &[Name(".pgpass"), Name("pgpass.conf")]),
    ("mysql-login-path", Password, Some("MySQL"), true, &[Name(".mylogin.cnf"), Name(".my.cnf")]),
    ("git-credentials", Token, None, true, &[Name(".git-credentials"), End(".config/git/credentials"), End("git/credentials")]),
    ("docker-logins", Credentials, Some("Docker Hub"), true, &[Name(".dockercfg"), Name(".dockerconfigjson"), End(".docker/config.json")]),
    ("kubeconfig", Token, Some("Kubernetes"), true, &[End(".kube/config"), Extension("kubeconfig"), Name("kubeconfig"), Name("admin.conf")]),
    ("aws-credentials", Token, Some("AWS"), true, &[End(".aws/credentials"), Name("rootkey.csv"), Name("accesskeys.csv"), Name(".passwd-s3fs"), Name(".s3cfg"), Name(".boto")]),
    ("gcloud-credentials", Token, Some("Google Cloud"), true, &[End("gcloud/credentials.db"), End("gcloud/access_tokens.db"), End("gcloud/legacy_credentials"), Name("application_default_credentials.json")]),
    ("azure-tokens", Token, Some("Azure"), true, &[End(".azure/accesstokens.json"), End(".azure/msal_token_cache.json"), End(".azure/msal_token_cache.bin"), Extension("publishsettings")]),
    ("terraform-state", Token, None, true, &[Extension("tfstate"), Name("terraform.tfstate.backup")]),
    ("terraform-variables", Token, None, false, &[Extension("tfvars"), Name("terraform.tfvars.json")]),
    ("terraform-login", Token, Some("Terraform Cloud"), true, &[Name("credentials.tfrc.json"), Name(".terraformrc"), Name("terraform.rc")]),
    ("npm-login", Token, Some("npm"), false, &[Name(".npmrc"), Name(".yarnrc.yml")]),
    ("pypi-login", Token, Some("PyPI"), true, &[Name(".pypirc")]),
    ("gem-login", Token, Some("RubyGems"), true, &[End(".gem/credentials")]),
    ("cargo-login", Token, Some("crates.io"), true, &[End(".cargo/credentials"), End(".cargo/credentials.toml")]),
    ("maven-login", Password, Some("Maven"), false, &[End(".m2/settings.xml"), End(".m2/settings-security.xml")]),
    ("forge-login", Token, Some("GitHub"), true, &[End(".config/hub"), End("gh/hosts.yml"), End("glab-cli/config.yml")]),
    ("filezilla-sites", Password, Some("FTP"), true, &[Name("sitemanager.xml"), Name("recentservers.xml")]),
    ("editor-sites", Password, Some("FTP"), true, &[Name(".ftpconfig"), Name("sftp-config.json"), End(".vscode/sftp.json"), Name(".remote-sync.json"), Name(".ftppass"), Name("ws_ftp.ini"), Name("winscp.ini")]),
    ("dbeaver-logins", Credentials, None, true, &[Name("credentials-config.json"), Name(".dbeaver-data-sources.xml")]),
    ("mail-login", Password, Some("Mail"), false, &[Name(".esmtprc"), Name(".msmtprc"), Name(".fetchmailrc"), Name(".mailrc"), Name(".muttrc")]),
    ("mail-relay-login", Password, Some("Mail"), true, &[Name("sasl_passwd"), Name("sasl_passwd.db")]),
    ("dial-up-login", Password, None, true, &[Name("chap-secrets"), Name("pap-secrets"), Name("ipsec.secrets")]),
    ("remote-desktop-login", Password, None, false, &[Extension("rdp"), Extension("rdg"), Extension("remmina"), Name("confcons.xml")]),
    ("browser-logins", Password, None, true, &[Name("logins.json"), Name("signons.sqlite")]),
    ("ansible-vault-password", Password, None, true, &[Name(".vault_pass"), Name(".vault_pass.txt"), Name("vault_pass.txt"), Name(".vault-password"), Name(".vault_password"), Name("vault_password_file")]),
    ("age-key", PrivateKey, None, true, &[End("sops/age/keys.txt"), Name("age.key"), Name("key.age")]),
    ("vault-token", Token, Some("HashiCorp Vault"), true, &[Name(".vault-token")]),
    ("shell-history", Token, None, false, &[Name(".bash_history"), Name(".zsh_history"), Name(".sh_history"), Name(".mysql_history"), Name(".psql_history"), Name(".rediscli_history"), Name(".python_history"), Name(".node_repl_history"), Name(".irb_history"), Name("consolehost_history.txt")]),
    ("database-dump", PasswordHash, None, false, &[Extension("sql"), Extension("dump"), Extension("pgdump"), Extension("bak"), Name("dump.rdb"), Extension("mysql")]),
    ("wordpress-settings", Password, Some("WordPress"), false, &[Name("wp-config.php"), Name("wp-config.php.bak"), Name("wp-config.old"), Name("wp-config.php.save")]),
    ("network-capture", Token, None, false, &[Extension("pcap"), Extension("pcapng"), Extension("har")]),
];

/// Ends of names that say that the file is no secret itself: a public half, a copy to fill in.
const HARMLESS: [&str; 7] = [
    ".pub",
    ".example",
    ".sample",
    ".template",
    ".dist",
    ".md",
    ".tmpl",
];

/// The finding for a path, if its name is one of those. `path` is written with `/`.
#[must_use]
pub fn by_name(path: &str) -> Option<NamedFile> {
    let path = path.replace('\\', "/").to_ascii_lowercase();
    let name = path.rsplit('/').next().unwrap_or_default();
    if HARMLESS.iter().any(|end| name.ends_with(end)) {
        return None;
    }
    let is = |by: &By| match by {
        Name(whole) => name == *whole,
        End(end) => path
            .strip_suffix(end)
            .is_some_and(|before| before.is_empty() || before.ends_with('/')),
        Extension(end) => name
            .strip_suffix(end)
            .is_some_and(|stem| stem.ends_with('.') && stem.len() > 1 || stem == "."),
        Front(front) => name.starts_with(front),
    };
    RULES
        .iter()
        .find(|(.., names)| names.iter().any(is))
        .map(|(rule, kind, service, certain, _)| NamedFile {
            rule,
            kind: *kind,
            service: *service,
            certain: *certain,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_findings() {
        for (path, rule) in [
            ("app/config/master.key", "rails-master-key"),
            ("home/a/.ssh/id_ed25519", "ssh-private-key"),
            (".env.keys", "dotenvx-private-keys"),
            ("etc/shadow", "password-hashes"),
            ("certs/Server.PFX", "key-store"),
            ("android/app/release.jks", "key-store"),
            ("C:\\Users\\a\\.kube\\config", "kubeconfig"),
            ("infra/terraform.tfstate", "terraform-state"),
            ("keys/site.pem", "private-key"),
        ] {
            assert_eq!(by_name(path).map(|found| found.rule), Some(rule), "{path}");
        }
        for path in [
            "id_rsa.pub",
            "src/key.rs",
            "shadow.css",
            "README.md",
            ".netrc.example",
            "keynote",
            "a.pemx",
            "kube/config",
        ] {
            assert_eq!(by_name(path), None, "{path}");
        }
        assert!(!by_name("site.pem").unwrap().certain && by_name("id_rsa").unwrap().certain);
    }

    #[test]
    fn every_rule_has_a_name_of_its_own() {
        let mut names: Vec<&str> = RULES.iter().map(|rule| rule.0).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
    }
}
