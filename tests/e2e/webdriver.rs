//! A small W3C WebDriver client: just what the end-to-end tests use.

use serde_json::{Value, json};
use std::ffi::OsString;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The key under which the protocol hides an element's id.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A question that could not be answered, in words.
pub type Told<T> = Result<T, String>;

/// A running app and the driver that holds it.
pub struct Browser {
    agent: ureq::Agent,
    session: String,
    driver: Child,
}

/// An element of the page, as the driver knows it.
#[derive(Clone)]
pub struct Element(String);

impl Element {
    /// The element as an argument of a script.
    pub fn argument(&self) -> Value {
        json!({ ELEMENT: self.0 })
    }

    /// The element in a script's answer.
    pub fn from_answer(answer: &Value) -> Option<Element> {
        answer[ELEMENT].as_str().map(|id| Element(id.to_owned()))
    }
}

impl Browser {
    /// Starts WebKitWebDriver on a free port and has it start `program` with `words`; `environment` reaches the app.
    pub fn start(program: &Path, words: &[OsString], environment: &[(&str, &Path)]) -> Told<Browser> {
        let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
        let port = listener.local_addr().map_err(|error| error.to_string())?.port();
        drop(listener);
        let driver = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .envs(environment.iter().copied())
            .stdout(Stdio::null())
            .spawn()
            .map_err(|error| format!("WebKitWebDriver (Debian: webkit2gtk-driver): {error}"))?;
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .new_agent();
        let mut browser = Browser {
            agent,
            session: format!("http://127.0.0.1:{port}/session"),
            driver,
        };
        wait("the driver to listen", || {
            TcpStream::connect(("127.0.0.1", port)).ok()
        })?;
        let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
        let options = json!({ "binary": program, "args": words });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let made = browser.call("POST", "", Some(wanted))?;
        browser.session += &format!(
            "/{}",
            made["sessionId"].as_str().ok_or("the driver made no session")?
        );
        Ok(browser)
    }

    /// The driver's process; the app is its child.
    pub fn driver(&self) -> u32 {
        self.driver.id()
    }

    /// One command of the protocol; `path` is what follows the session's address.
    pub fn call(&self, method: &str, path: &str, body: Option<Value>) -> Told<Value> {
        let url = format!("{}{path}", self.session);
        let sent = match method {
            "POST" => self.agent.post(&url).send_json(body.unwrap_or_else(|| json!({}))),
            "DELETE" => self.agent.delete(&url).call(),
            _ => self.agent.get(&url).call(),
        };
        let mut reply = sent.map_err(|error| format!("{method} {path}: {error}"))?;
        let good = reply.status().is_success();
        let mut value: Value = reply.body_mut().read_json().map_err(|error| error.to_string())?;
        let value = value["value"].take();
        if good {
            Ok(value)
        } else {
            Err(format!(
                "{method} {path}: {} {}",
                value["error"], value["message"]
            ))
        }
    }

    /// Clicks in the middle of an element.
    pub fn click(&self, element: &Element) -> Told<()> {
        self.call("POST", &format!("/element/{}/click", element.0), None)
            .map(drop)
    }

    /// Types into an element, after what stands in it.
    pub fn type_into(&self, element: &Element, text: &str) -> Told<()> {
        self.call(
            "POST",
            &format!("/element/{}/value", element.0),
            Some(json!({ "text": text })),
        )
        .map(drop)
    }

    /// Runs a script in the page; its arguments are `arguments[0]` and so on.
    pub fn run(&self, script: &str, arguments: &Value) -> Told<Value> {
        self.call(
            "POST",
            "/execute/sync",
            Some(json!({ "script": script, "args": arguments })),
        )
    }

    /// Runs a script that calls its last argument when it is done.
    pub fn run_async(&self, script: &str, arguments: &Value) -> Told<Value> {
        self.call(
            "POST",
            "/execute/async",
            Some(json!({ "script": script, "args": arguments })),
        )
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.close();
    }
}

impl Browser {
    /// Ends the app and its driver.
    pub fn close(&mut self) {
        // Each may already be gone; what matters is that none is left.
        self.call("DELETE", "", None).ok();
        self.driver.kill().ok();
        self.driver.wait().ok();
    }
}

/// Asks again and again, for up to twenty seconds; on a machine that is busy with other things `VALISE_PATIENCE` says how
/// many times as long.
pub fn wait<T>(what: &str, mut poll: impl FnMut() -> Option<T>) -> Told<T> {
    let patience = std::env::var("VALISE_PATIENCE").ok();
    let times = patience.and_then(|times| times.parse().ok()).unwrap_or(1);
    let until = Instant::now() + Duration::from_secs(20) * times;
    loop {
        if let Some(found) = poll() {
            return Ok(found);
        }
        if Instant::now() > until {
            return Err(format!("gave up waiting for {what}"));
        }
        std::thread::sleep(Duration::from_millis(25));
    }
}
