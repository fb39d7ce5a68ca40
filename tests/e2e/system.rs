//! A stand-in for the system's login service (python3-dbusmock), on a bus of its own: what the computer announces can
//! be said in a test.

use crate::webdriver::{Told, wait};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

const LOGIN: &str = "org.freedesktop.login1";
const MANAGER_PATH: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const SESSION_PATH: &str = "/org/freedesktop/login1/session/c1";
const SESSION: &str = "org.freedesktop.login1.Session";
const MOCK: &str = "org.freedesktop.DBus.Mock";

/// A system bus with a login service on it.
pub struct System {
    bus: Child,
    login: Child,
    address: String,
    _folder: TempDir,
}

impl System {
    /// Starts both; there is one session, `c1`, whose lid is open.
    ///
    /// # Panics
    /// When a program is missing or does not start: the test would prove nothing.
    pub fn start() -> System {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address=1"])
            .arg(format!("--address=unix:dir={}", folder.path().display()))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("dbus-daemon (Debian: dbus): {error}"));
        let mut address = String::new();
        BufReader::new(bus.stdout.take().expect("it was piped"))
            .read_line(&mut address)
            .expect("the bus says where it is");
        let address = address.trim().to_owned();
        let login = Command::new("/usr/bin/python3")
            .args(["-m", "dbusmock", "--template", "logind"])
            .env("DBUS_SYSTEM_BUS_ADDRESS", &address)
            .stdout(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("python3 (Debian: python3-dbusmock): {error}"));
        let system = System {
            bus,
            login,
            address,
            _folder: folder,
        };
        let there = "--timeout=20";
        gdbus(&["wait", "--address", &system.address, there, LOGIN]).unwrap();
        system.mock("AddSession", MANAGER_PATH, &["c1", "seat0", "0", "root", "true"]);
        system.mock("AddProperty", MANAGER_PATH, &[MANAGER, "LidClosed", "<false>"]);
        system
    }

    /// What an app needs to find it.
    pub fn environment(&self) -> [(&'static str, &Path); 2] {
        [
            ("DBUS_SYSTEM_BUS_ADDRESS", Path::new(&self.address)),
            ("XDG_SESSION_ID", Path::new("c1")),
        ]
    }

    /// The computer is about to sleep, or has woken.
    pub fn prepare_for_sleep(&self, sleeps: bool) {
        let sleeps = format!("[<{sleeps}>]");
        self.mock(
            "EmitSignal",
            MANAGER_PATH,
            &[MANAGER, "PrepareForSleep", "b", &sleeps],
        );
    }

    /// `loginctl lock-session`.
    pub fn lock_session(&self) {
        self.call(SESSION_PATH, &format!("{SESSION}.Lock"), &[]).unwrap();
    }

    /// Another user takes the screen.
    pub fn switch_user(&self) {
        self.mock(
            "UpdateProperties",
            SESSION_PATH,
            &[SESSION, "{'Active': <false>}"],
        );
    }

    /// The lid is closed, and nothing is done about it.
    pub fn close_lid(&self) {
        self.mock(
            "UpdateProperties",
            MANAGER_PATH,
            &[MANAGER, "{'LidClosed': <true>}"],
        );
    }

    /// Who asks for a delay of sleep now.
    pub fn inhibitors(&self) -> String {
        self.call(MANAGER_PATH, &format!("{MANAGER}.ListInhibitors"), &[])
            .unwrap()
    }

    #[track_caller]
    fn mock(&self, method: &str, path: &str, words: &[&str]) {
        self.call(path, &format!("{MOCK}.{method}"), words).unwrap();
    }

    fn call(&self, path: &str, method: &str, words: &[&str]) -> Told<String> {
        let mut all = vec!["call", "--address", &self.address, "--dest", LOGIN];
        all.extend(["--object-path", path, "--method", method]);
        all.extend(words);
        gdbus(&all)
    }
}

impl Drop for System {
    fn drop(&mut self) {
        for child in [&mut self.login, &mut self.bus] {
            child.kill().ok();
            child.wait().ok();
        }
    }
}

/// The desktop's screen saver comes on, told on the session bus that the app shares with the test.
pub fn screen_saver(interface: &str) {
    let signal = format!("{interface}.ActiveChanged");
    gdbus(&[
        "emit",
        "--session",
        "--object-path",
        "/ScreenSaver",
        "--signal",
        &signal,
        "true",
    ])
    .unwrap();
}

fn gdbus(words: &[&str]) -> Told<String> {
    let output = Command::new("gdbus")
        .args(words)
        .output()
        .map_err(|error| format!("gdbus (Debian: libglib2.0-bin): {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(format!(
        "gdbus {}: {}",
        words.join(" "),
        String::from_utf8_lossy(&output.stderr)
    ))
}

/// Waits for an answer of the login service.
pub fn until(what: &str, mut there: impl FnMut() -> bool) {
    wait(what, || there().then_some(())).unwrap();
}
