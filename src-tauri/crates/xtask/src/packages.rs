//! Packages of the operating system. Only Debian and its kin are installed for; elsewhere the list is said.

use crate::process;
use std::process::Command;

/// What it takes to compile.
const BUILD: &[&str] = &[
    "build-essential",
    "pkg-config",
    "perl",
    "make",
    "libwebkit2gtk-4.1-dev",
];
/// What it takes to open the window.
const RUN: &[&str] = &["libwebkit2gtk-4.1-0", "libgtk-3-0"];
/// What the tests need besides: a display without a screen, a driver for the web view, a keychain, readers of
/// PDF, hands for native dialogs, mocks of system services, and Java for the PDF validator.
const TEST: &[&str] = &[
    "xvfb",
    "xauth",
    "openbox",
    "webkit2gtk-driver",
    "gnome-keyring",
    "dbus",
    "libglib2.0-bin",
    "poppler-utils",
    "qpdf",
    "imagemagick",
    "xdotool",
    "xclip",
    "strace",
    "iproute2",
    "python3-venv",
    "python3-dbusmock",
    "python3-gi",
    "gir1.2-gtk-3.0",
    "default-jdk-headless",
    "libjaxb-java",
];

/// Installs what building and running need.
pub fn for_run() -> Result<(), String> {
    install(&[BUILD, RUN].concat())
}

/// Installs what building and testing need.
pub fn for_test() -> Result<(), String> {
    install(&[BUILD, RUN, TEST].concat())
}

fn install(wanted: &[&str]) -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if !process::exists("apt-get") || !process::exists("dpkg-query") {
        println!(
            "This system has no apt. Its own packages for these are needed (names as in Debian):\n  {}",
            wanted.join(" ")
        );
        return Ok(());
    }
    let missing: Vec<&str> = wanted.iter().copied().filter(|name| !installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    println!("System packages that are missing: {list}");
    let root = process::read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !root && !process::exists("sudo") {
        return Err(format!("please install them as root:\n  apt-get install {list}"));
    }
    println!(
        "Installing them with apt-get{}.",
        if root {
            ""
        } else {
            " (sudo may ask for your password)"
        }
    );
    let apt = |words: &[&str]| {
        let mut command = if root {
            Command::new("apt-get")
        } else {
            Command::new("sudo")
        };
        if !root {
            command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        }
        command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    // An outdated list only matters when the install then fails, and that says so itself.
    if let Err(trouble) = process::read(&mut apt(&["update", "-q"])) {
        println!("The list of packages could not be refreshed: {trouble}");
    }
    let mut words = vec!["install", "-y", "-q", "--no-install-recommends"];
    words.extend(&missing);
    process::read(&mut apt(&words)).map_err(|trouble| format!("please install {list}\n{trouble}"))?;
    Ok(())
}

/// Whether a package is there, under its own name or under the one Ubuntu gave it when `time_t` grew.
fn installed(name: &str) -> bool {
    [name.to_owned(), format!("{name}t64")].iter().any(|name| {
        let asked = process::read(Command::new("dpkg-query").args(["-W", "-f", "${db:Status-Abbrev}", name]));
        // The first letter is what is wanted, the second how far it is: i, t and W mean unpacked and usable.
        asked.is_ok_and(|state| matches!(state.as_bytes().get(1), Some(b'i' | b't' | b'W')))
    })
}
