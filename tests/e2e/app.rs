//! The app under test: started on a data folder of its own, found by what a person reads on it.

use crate::keys::Keyboard;
use crate::webdriver::{Browser, Element, Told, wait};
use crate::{desktop, eyes};
use serde_json::json;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::TempDir;

/// One window at a time: focus, clipboard and native dialogs belong to the whole display.
static DISPLAY: Mutex<()> = Mutex::new(());

/// A running app.
pub struct App {
    browser: Browser,
    keyboard: Keyboard,
    folder: PathBuf,
    _turn: MutexGuard<'static, ()>,
}

/// A data folder that lasts as long as a test, and may see several starts of the app.
pub fn data_folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

impl App {
    /// Starts the app on a data folder and waits until it has drawn something.
    ///
    /// # Panics
    /// When there is no display, driver or app: an end-to-end test that did not run must not look green.
    pub fn start(folder: &Path) -> App {
        App::start_with(folder, &[])
    }

    /// The same, with further variables in its environment.
    ///
    /// # Panics
    /// As above.
    pub fn start_with(folder: &Path, environment: &[(&str, &Path)]) -> App {
        App::start_below(folder, &[], environment)
    }

    /// The same below another program, whose words come before the app's path, for example `strace -f`.
    ///
    /// # Panics
    /// As above.
    pub fn start_below(folder: &Path, before: &[&str], environment: &[(&str, &Path)]) -> App {
        let turn = DISPLAY.lock().unwrap_or_else(PoisonError::into_inner);
        assert!(
            std::env::var_os("DISPLAY").is_some(),
            "end-to-end tests need a display: `cargo xtask test` brings one (Debian: xvfb, openbox)"
        );
        let program = program();
        assert!(
            program.is_file(),
            "{} is not built: `cargo build -p valise`",
            program.display()
        );
        let mut words: Vec<OsString> = before.iter().map(OsString::from).collect();
        words.push(program.into());
        let first = PathBuf::from(words.remove(0));
        let mut all = vec![("VALISE_DATA_DIR", folder)];
        all.extend(environment);
        let browser = Browser::start(&first, &words, &all).unwrap();
        let app = App {
            browser,
            keyboard: Keyboard::default(),
            folder: folder.to_owned(),
            _turn: turn,
        };
        // One size for every machine; a window manager that knows better is left alone.
        app.browser
            .call(
                "POST",
                "/window/rect",
                Some(json!({ "x": 40, "y": 20, "width": 1440, "height": 900 })),
            )
            .ok();
        app.wait("the first picture", || {
            app.script("return document.querySelector('#app')?.childElementCount > 0")
        });
        eyes::watch_policy(&app);
        app
    }

    /// The driver's end of the window.
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// The data folder that this app works in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The app's processes: its own, and those of its web view.
    pub fn processes(&self) -> Vec<u32> {
        let mut found = vec![self.browser.driver()];
        let mut at = 0;
        while let Some(parent) = found.get(at).copied() {
            let threads = std::fs::read_dir(format!("/proc/{parent}/task"))
                .into_iter()
                .flatten()
                .flatten();
            for thread in threads {
                let listed = std::fs::read_to_string(thread.path().join("children")).unwrap_or_default();
                found.extend(listed.split_whitespace().filter_map(|id| id.parse::<u32>().ok()));
            }
            at += 1;
        }
        // The first is the driver itself, which listens on this machine for the tests.
        found.split_off(1)
    }

    /// Whether no process holds the vault: the keys and the files are let go of together.
    pub fn vault_is_free(&self) -> bool {
        let lock = std::fs::File::open(self.folder.join("vault/lock"));
        lock.is_ok_and(|lock| lock.try_lock().is_ok())
    }

    /// Keys pressed so far.
    pub fn strokes(&self) -> u32 {
        self.keyboard.strokes()
    }

    /// Presses a key or a chord where the focus is.
    #[track_caller]
    pub fn press(&self, chord: &str) {
        self.must(self.keyboard.press(&self.browser, chord));
    }

    /// Types where the focus is.
    #[track_caller]
    pub fn write(&self, text: &str) {
        self.must(self.keyboard.write(&self.browser, text));
    }

    /// Waits for something of that role with that accessible name, as assistive technology would look for it.
    #[track_caller]
    pub fn named(&self, role: &str, name: &str) -> Element {
        let found = wait(&format!("{role} \"{name}\""), || self.look(role, name));
        self.must(found)
    }

    /// Whether something of that role with that name is there now.
    pub fn has(&self, role: &str, name: &str) -> bool {
        self.look(role, name).is_some()
    }

    /// Clicks something by role and name.
    #[track_caller]
    pub fn click(&self, role: &str, name: &str) {
        // A list that redraws between the look and the click hands out a new element: look again.
        let clicked = wait(&format!("a click on {role} \"{name}\""), || {
            self.browser.click(&self.look(role, name)?).ok()
        });
        self.must(clicked);
    }

    /// Replaces what stands in a field, found by its label, and leaves it.
    #[track_caller]
    pub fn replace(&self, label: &str, text: &str) {
        let field = self.named("textbox", label);
        let focus =
            "arguments[0].scrollIntoView({ block: 'center' }); arguments[0].focus(); arguments[0].select?.()";
        self.must(self.browser.run(focus, &json!([field.argument()])));
        self.press("Ctrl+a");
        self.write(text);
        self.press("Tab");
    }

    /// Types into a field by its label.
    #[track_caller]
    pub fn fill(&self, label: &str, text: &str) {
        let field = self.named("textbox", label);
        self.must(self.browser.type_into(&field, text));
    }

    /// Waits until a text can be read somewhere on the page.
    #[track_caller]
    pub fn reads(&self, text: &str) {
        let there = "return document.body.innerText.includes(arguments[0])";
        let seen = wait(&format!("the text \"{text}\""), || {
            self.browser
                .run(there, &json!([text]))
                .ok()?
                .as_bool()?
                .then_some(())
        });
        self.must(seen);
    }

    /// Asks the page until a script answers true.
    #[track_caller]
    pub fn wait(&self, what: &str, mut poll: impl FnMut() -> bool) {
        self.must(wait(what, || poll().then_some(())));
    }

    /// A yes-or-no question to the page; an error is a no.
    pub fn script(&self, script: &str) -> bool {
        self.browser
            .run(script, &json!([]))
            .is_ok_and(|answer| answer.as_bool() == Some(true))
    }

    /// Demands an answer; without one, a picture of the window is kept beside the logs and its text is printed.
    ///
    /// # Panics
    /// With the trouble.
    #[track_caller]
    pub fn must<T>(&self, told: Told<T>) -> T {
        told.unwrap_or_else(|trouble| {
            let text = self
                .browser
                .run("return document.body.innerText", &json!([]))
                .unwrap_or_default();
            let kept = std::env::var_os("VALISE_E2E_KEEP").map(|folder| {
                let test = std::thread::current().name().unwrap_or("test").replace("::", "-");
                let file = PathBuf::from(folder).join(format!("{test}.png"));
                eyes::picture(&self.browser, &file).map_or_else(|why| why, |()| file.display().to_string())
            });
            panic!(
                "{trouble}\npicture: {}\nthe window reads:\n{}",
                kept.unwrap_or_else(|| "none, VALISE_E2E_KEEP is not set".into()),
                text.as_str().unwrap_or_default()
            );
        })
    }

    fn look(&self, role: &str, name: &str) -> Option<Element> {
        Element::from_answer(&self.browser.run(BY_NAME, &json!([role, name])).ok()?)
    }
}

impl Drop for App {
    /// Closes the window as a person would: the next start wants the vault, and an app that is cut off from its
    /// driver goes on running and holds it.
    fn drop(&mut self) {
        let family = self.processes();
        // One that has ended and was not yet waited for has no program any more.
        let runs = |process: &u32| std::fs::read_link(format!("/proc/{process}/exe")).is_ok();
        let ended = || (!family.iter().any(runs)).then_some(());
        let closed = if std::thread::panicking() {
            Err("the test fell".to_owned())
        } else {
            desktop::close_window("Valise").and_then(|()| wait("the app to end", ended))
        };
        self.browser.close();
        if closed.is_err() {
            for process in family.iter().filter(|process| runs(process)) {
                std::process::Command::new("kill")
                    .arg(process.to_string())
                    .status()
                    .ok();
            }
        }
    }
}

/// Finds a visible element by role and accessible name. The name is what the label, `aria-label`,
/// `aria-labelledby`, the text or the placeholder says, with white space folded.
const BY_NAME: &str = r#"
const [role, wanted] = arguments;
const native = {
  button: 'button, summary, input[type=button], input[type=submit]',
  link: 'a[href]',
  textbox: 'textarea, [contenteditable=true], input:not([type]), input[type=text], input[type=password], input[type=search], input[type=email], input[type=number]',
  checkbox: 'input[type=checkbox]',
  radio: 'input[type=radio]',
  heading: 'h1, h2, h3, h4, h5, h6',
  dialog: 'dialog',
  listitem: 'li',
  row: 'tr',
  combobox: 'select',
};
const fold = text => (text ?? '').replace(/\s+/g, ' ').trim();
const nameOf = e => {
  const by = e.getAttribute('aria-labelledby');
  if (by) return fold(by.split(' ').map(id => document.getElementById(id)?.textContent ?? '').join(' '));
  if (e.getAttribute('aria-label')) return fold(e.getAttribute('aria-label'));
  if (e.labels?.length) return fold([...e.labels].map(l => l.textContent).join(' '));
  return fold(e.innerText) || fold(e.getAttribute('title')) || fold(e.getAttribute('placeholder'));
};
const all = [...document.querySelectorAll(`[role="${role}"]${native[role] ? ', ' + native[role] : ''}`)]
  .filter(e => !e.hasAttribute('role') || e.getAttribute('role') === role)
  .filter(e => e.checkVisibility({ checkVisibilityCSS: true }) && !e.closest('[inert]'));
return all.find(e => nameOf(e) === wanted) ?? all.find(e => nameOf(e).startsWith(wanted)) ?? null;
"#;

fn program() -> PathBuf {
    std::env::var_os("VALISE_APP").map_or_else(
        || {
            let test = std::env::current_exe().expect("a running test has a place");
            test.ancestors()
                .nth(2)
                .expect("tests lie two folders below the profile's")
                .join("valise")
        },
        PathBuf::from,
    )
}
