//! Hands outside the page: native dialogs, the clipboard, files dropped on the window. The web view's driver
//! cannot reach them, so they are driven through the display, under the window manager.

use crate::webdriver::{Told, wait};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Runs xdotool and answers what it says.
pub fn xdotool(words: &[&str]) -> Told<String> {
    let output = Command::new("xdotool")
        .args(words)
        .output()
        .map_err(|error| format!("xdotool: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "xdotool {}: {}",
            words.join(" "),
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Waits for a window whose title begins so, and answers its id.
pub fn window(title: &str) -> Told<String> {
    wait(&format!("a window called \"{title}\""), || {
        let found = xdotool(&["search", "--onlyvisible", "--name", &format!("^{title}")]).ok()?;
        found
            .lines()
            .last()
            .filter(|id| !id.is_empty())
            .map(str::to_owned)
    })
}

/// Closes the window of that title by the window manager's key.
pub fn close_window(title: &str) -> Told<()> {
    let window = window(title)?;
    xdotool(&["windowactivate", "--sync", &window])?;
    xdotool(&["key", "--clearmodifiers", "alt+F4"]).map(drop)
}

/// In the native file dialog of that title: types a path and confirms.
pub fn choose_file(title: &str, path: &Path) -> Told<()> {
    type_path(title, path, &[])
}

/// The same in a dialog for a folder.
pub fn choose_folder(title: &str, path: &Path) -> Told<()> {
    // It opens at the recent files, among which no folder can be chosen.
    type_path(title, path, &["alt+Home"])
}

fn type_path(title: &str, path: &Path, first: &[&str]) -> Told<()> {
    let dialog = window(title)?;
    xdotool(&["windowactivate", "--sync", &dialog])?;
    // Ctrl+L leads to the line for a path, in open and save dialogs alike; what it holds is replaced.
    for key in first.iter().chain(&["ctrl+l", "ctrl+a"]) {
        xdotool(&["key", "--clearmodifiers", key])?;
        std::thread::sleep(Duration::from_millis(300));
    }
    xdotool(&[
        "type",
        "--clearmodifiers",
        "--delay",
        "8",
        &path.to_string_lossy(),
    ])?;
    // The dialog completes names while it is typed into; Enter must come after the last letter is there, and without
    // what was completed.
    std::thread::sleep(Duration::from_millis(400));
    for key in ["Delete", "Return"] {
        xdotool(&["key", "--clearmodifiers", key])?;
    }
    wait(&format!("the dialog \"{title}\" to close"), || {
        let open = xdotool(&["search", "--onlyvisible", "--name", &format!("^{title}")]).unwrap_or_default();
        (!open.lines().any(|id| id == dialog)).then_some(())
    })
}

/// Closes the native dialog of that title without choosing.
pub fn cancel_dialog(title: &str) -> Told<()> {
    let dialog = window(title)?;
    xdotool(&["windowactivate", "--sync", &dialog])?;
    xdotool(&["key", "--clearmodifiers", "Escape"]).map(drop)
}

/// Puts a picture on the clipboard, as a screenshot tool would.
pub fn copy_picture(png: &Path) -> Told<()> {
    let bytes = std::fs::read(png).map_err(|error| format!("{}: {error}", png.display()))?;
    copy("image/png", &bytes)
}

/// Puts something on the clipboard under a media type.
pub fn copy(media_type: &str, bytes: &[u8]) -> Told<()> {
    let mut child = Command::new("xclip")
        .args(["-selection", "clipboard", "-t", media_type, "-i"])
        .stdin(Stdio::piped())
        .spawn()
        .map_err(|error| format!("xclip: {error}"))?;
    let mut stdin = child.stdin.take().ok_or("xclip takes no input")?;
    stdin
        .write_all(bytes)
        .map_err(|error| format!("xclip: {error}"))?;
    drop(stdin);
    let status = child.wait().map_err(|error| format!("xclip: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("xclip: {status}"))
    }
}

/// What lies on the clipboard under a media type; nothing when it has no such thing.
pub fn clipboard(media_type: &str) -> Option<String> {
    let output = Command::new("xclip")
        .args(["-selection", "clipboard", "-t", media_type, "-o"])
        .output()
        .expect("xclip runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// Drags files onto the window of that title, from a window that stands for a file manager.
pub fn drop_files(title: &str, files: &[&Path]) -> Told<()> {
    let script = valise_tests::root().join("tests/e2e/drag_source.py");
    let mut source = Command::new("/usr/bin/python3")
        .arg(script)
        .args(files)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("python3 (Debian: python3-gi, gir1.2-gtk-3.0): {error}"))?;
    let dropped = drag(&mut source, title);
    source.kill().ok();
    source.wait().ok();
    dropped
}

fn drag(source: &mut Child, title: &str) -> Told<()> {
    let mut first = [0_u8; 5];
    let stdout = source.stdout.as_mut().ok_or("the drag source is silent")?;
    stdout
        .read_exact(&mut first)
        .map_err(|error| format!("the drag source did not start: {error}"))?;
    let target = window(title)?;
    let place = xdotool(&["getwindowgeometry", "--shell", &target])?;
    let number = |name: &str| -> Told<i32> {
        let value = place
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix('=')?.parse().ok());
        value.ok_or_else(|| format!("no {name} in the window's place: {place}"))
    };
    let (x, y) = (
        number("X")? + number("WIDTH")? / 2,
        number("Y")? + number("HEIGHT")? / 2,
    );
    xdotool(&["mousemove", "--sync", "60", "30", "mousedown", "1"])?;
    // A drag begins after a few pixels, and its target is told of it step by step.
    for step in 1..=20 {
        let (at_x, at_y) = (60 + (x - 60) * step / 20, 30 + (y - 30) * step / 20);
        xdotool(&["mousemove", &at_x.to_string(), &at_y.to_string()])?;
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(200));
    xdotool(&["mouseup", "1"])?;
    // The source has to live until the data was fetched.
    std::thread::sleep(Duration::from_millis(600));
    Ok(())
}
