//! A keyboard that counts: keys go through the page's input like a person's, and every stroke is counted, so
//! that a test can say how many steps a piece of work takes.

use crate::webdriver::{Browser, Told};
use serde_json::{Value, json};
use std::cell::Cell;

/// The virtual keyboard of one app.
#[derive(Default)]
pub struct Keyboard {
    strokes: Cell<u32>,
}

impl Keyboard {
    /// Strokes so far; a chord such as Ctrl+Z is one.
    pub fn strokes(&self) -> u32 {
        self.strokes.get()
    }

    /// Presses a key or a chord: `"j"`, `"Enter"`, `"Ctrl+Shift+h"`.
    pub fn press(&self, browser: &Browser, chord: &str) -> Told<()> {
        let names: Vec<&str> = match chord {
            "+" => vec!["+"],
            _ => chord.split('+').collect(),
        };
        let codes = names.iter().map(|name| code(name)).collect::<Told<Vec<_>>>()?;
        let down = codes
            .iter()
            .map(|code| json!({ "type": "keyDown", "value": code }));
        let up = codes
            .iter()
            .rev()
            .map(|code| json!({ "type": "keyUp", "value": code }));
        self.send(browser, &down.chain(up).collect::<Vec<_>>())?;
        self.strokes.set(self.strokes.get() + 1);
        Ok(())
    }

    /// Types a text, one stroke for each character.
    pub fn write(&self, browser: &Browser, text: &str) -> Told<()> {
        let strokes: Vec<Value> = text
            .chars()
            .flat_map(|c| ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": c.to_string() })))
            .collect();
        self.send(browser, &strokes)?;
        self.strokes
            .set(self.strokes.get() + u32::try_from(text.chars().count()).unwrap_or(u32::MAX));
        Ok(())
    }

    #[allow(clippy::unused_self, reason = "a keyboard sends its own keys")]
    fn send(&self, browser: &Browser, actions: &[Value]) -> Told<()> {
        let body = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] });
        browser.call("POST", "/actions", Some(body)).map(drop)
    }
}

/// The protocol's code of a key's name.
fn code(name: &str) -> Told<String> {
    let special = match name {
        "Ctrl" => '\u{e009}',
        "Shift" => '\u{e008}',
        "Alt" => '\u{e00a}',
        "Enter" => '\u{e007}',
        "Escape" => '\u{e00c}',
        "Tab" => '\u{e004}',
        "Backspace" => '\u{e003}',
        "Delete" => '\u{e017}',
        "Space" => ' ',
        "Left" => '\u{e012}',
        "Up" => '\u{e013}',
        "Right" => '\u{e014}',
        "Down" => '\u{e015}',
        "Home" => '\u{e011}',
        "End" => '\u{e010}',
        "F1" => '\u{e031}',
        "F2" => '\u{e032}',
        _ if name.chars().count() == 1 => return Ok(name.to_owned()),
        _ => return Err(format!("no key is called {name}")),
    };
    Ok(special.to_string())
}
