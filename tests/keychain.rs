//! A real keychain for one test: a gnome-keyring on a session bus, locked, robbed and ended from outside.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The password of the throw-away keyring, also in `with-keyring.sh`: all that it is given, line break included.
const PASSWORD: &[u8] = b"ci\n";
const SECRETS: &str = "org.freedesktop.secrets";

/// A bus that starts no service by itself: what is not started here is not there.
pub const BARE_BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// A keyring that this process started; it ends with its value.
pub struct Keyring(Child);

impl Keyring {
    /// Starts and unlocks one on the session bus; its files lie where `XDG_DATA_HOME` says.
    ///
    /// # Panics
    /// Where gnome-keyring or gdbus is missing: a test that did not run must not look green.
    pub fn start() -> Self {
        let daemon = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--unlock", "--components=secrets"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let mut daemon =
            daemon.unwrap_or_else(|why| panic!("gnome-keyring-daemon (Debian: gnome-keyring): {why}"));
        let mut typed = daemon.stdin.take().expect("its input");
        typed.write_all(PASSWORD).expect("it listens");
        drop(typed);
        let words = ["wait", "--session", "--timeout", "20", SECRETS];
        let there = Command::new("gdbus").args(words).status();
        let there = there.unwrap_or_else(|why| panic!("gdbus (Debian: libglib2.0-bin): {why}"));
        assert!(there.success(), "the keyring did not come up");
        Self(daemon)
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Locks the keyring, as it is after its own time-out or before the first login.
///
/// # Panics
/// Where the keyring refuses.
pub fn lock() {
    let collection = collection();
    service("Lock", &format!("['{collection}']"));
    assert!(is_locked(&collection), "the keyring stayed open");
}

/// Unlocks it again, as the login does: with its password, through the socket that PAM's module speaks to.
///
/// # Panics
/// Where it stays locked.
pub fn unlock() {
    const UNLOCK: u32 = 1;
    let run = std::env::var_os("XDG_RUNTIME_DIR").expect("a keyring has a place to listen");
    let socket = Path::new(&run).join("keyring/control");
    let mut control = UnixStream::connect(socket).expect("it listens");
    let mut packet = Vec::new();
    for number in [12 + PASSWORD.len(), UNLOCK as usize, PASSWORD.len()] {
        let number = u32::try_from(number).expect("a short password");
        packet.extend_from_slice(&number.to_be_bytes());
    }
    packet.extend_from_slice(PASSWORD);
    // The first byte carries the credentials of who asks.
    control.write_all(&[0]).expect("it listens");
    control.write_all(&packet).expect("it listens");
    let mut answer = [0; 8];
    control.read_exact(&mut answer).expect("it answers");
    assert_eq!(answer[4..], [0; 4], "it refused the password");
    assert!(!is_locked(&collection()), "the keyring stayed locked");
}

/// The entries of Valise.
///
/// # Panics
/// Where the keyring does not answer.
pub fn entries() -> Vec<String> {
    let found = service("SearchItems", "{'service': 'app.valise.desktop'}");
    found
        .split('\'')
        .filter(|part| part.starts_with("/org/freedesktop/secrets/collection/"))
        .map(str::to_owned)
        .collect()
}

/// Deletes every entry of Valise, as somebody does who tidies up.
///
/// # Panics
/// Where one stays.
pub fn forget() {
    for entry in entries() {
        call(&entry, "org.freedesktop.Secret.Item.Delete", &[]);
    }
    assert_eq!(entries(), Vec::<String>::new(), "an entry stayed");
}

/// Deletes the files of a keyring that has ended, as a new installation of the system does.
///
/// # Panics
/// Where there were none: then nothing was proven.
pub fn wipe(data_home: &Path) {
    std::fs::remove_dir_all(data_home.join("keyrings")).expect("a keyring to wipe");
}

fn collection() -> String {
    let told = service("ReadAlias", "default");
    let path = told.split('\'').nth(1);
    path.filter(|path| path.len() > 1)
        .unwrap_or_else(|| panic!("no keyring: {told}"))
        .to_owned()
}

fn is_locked(collection: &str) -> bool {
    let words = ["org.freedesktop.Secret.Collection", "Locked"];
    call(collection, "org.freedesktop.DBus.Properties.Get", &words).contains("true")
}

fn service(method: &str, word: &str) -> String {
    let method = format!("org.freedesktop.Secret.Service.{method}");
    call("/org/freedesktop/secrets", &method, &[word])
}

fn call(object: &str, method: &str, words: &[&str]) -> String {
    let told = Command::new("gdbus")
        .args([
            "call",
            "--session",
            "--dest",
            SECRETS,
            "--object-path",
            object,
            "--method",
            method,
        ])
        .args(words)
        .output()
        .expect("gdbus (Debian: libglib2.0-bin)");
    assert!(
        told.status.success(),
        "{method} {words:?}: {}",
        String::from_utf8_lossy(&told.stderr)
    );
    String::from_utf8_lossy(&told.stdout).into_owned()
}
