//! What hostile content could try from inside the page.

use crate::app::{App, data_folder};
use serde_json::{Value, json};

#[test]
fn the_content_security_policy_stops_scripts_and_the_network() {
    let data = data_folder();
    let app = App::start(data.path());
    let got = app.must(app.browser().run_async(
        "const done = arguments[0];
         const seen = [];
         addEventListener('securitypolicyviolation', e => seen.push(e.effectiveDirective + ' ' + e.blockedURI));
         try { const s = document.createElement('script'); s.textContent = 'window.inlined = 1'; document.head.append(s) }
         catch (e) { seen.push('script ' + e.name) }
         const i = new Image(); i.src = 'http://192.0.2.1/x.png'; document.body.append(i);
         const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = 'http://192.0.2.1/x.css'; document.head.append(l);
         try { new WebSocket('ws://192.0.2.1/') } catch (e) { seen.push('ws ' + e.name) }
         let evaluated; try { evaluated = eval('1') } catch (e) { evaluated = e.name }
         fetch('http://192.0.2.1/').then(() => 'fetched', e => String(e)).then(fetched =>
           setTimeout(() => done({ fetched, inlined: !!window.inlined, evaluated, seen }), 300))",
        &json!([]),
    ));
    assert_eq!(got["inlined"], false, "an inline script ran: {got}");
    assert_ne!(got["evaluated"], 1, "eval ran: {got}");
    assert_ne!(got["fetched"], "fetched", "a request left the page: {got}");
    let seen: Vec<&str> = got["seen"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for stopped in [
        "img-src http://192.0.2.1/x.png",
        "style-src-elem http://192.0.2.1/x.css",
        "connect-src ws://192.0.2.1/",
        "connect-src http://192.0.2.1/",
    ] {
        assert!(
            seen.contains(&stopped),
            "{stopped} is not among what was stopped: {seen:?}"
        );
    }
}

#[test]
fn the_page_reaches_our_own_commands_and_no_others() {
    let data = data_folder();
    let app = App::start(data.path());
    let got = app.must(app.browser().run_async(
        "const done = arguments[0];
         const ask = (command, words = {}) => window.__TAURI_INTERNALS__.invoke(command, words)
           .then(() => 'answered', error => 'denied ' + JSON.stringify(error));
         Promise.all([
           ask('app_state'),
           ask('plugin:fs|read_text_file', { path: '/etc/passwd' }),
           ask('plugin:shell|execute', { program: 'sh', args: [] }),
           ask('plugin:dialog|open', { options: {} }),
           ask('plugin:webview|create_webview_window', { options: { label: 'x', url: 'http://192.0.2.1/' } }),
           ask('plugin:app|version'),
           ask('plugin:path|resolve_directory', { directory: 1 }),
           ask('plugin:event|emit', { event: 'changed', payload: null }),
         ]).then(done)",
        &json!([]),
    ));
    let answers: Vec<&str> = got
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(
        answers.first(),
        Some(&"answered"),
        "our own command answers: {got}"
    );
    for (number, answer) in answers.iter().enumerate().skip(1) {
        assert!(answer.starts_with("denied"), "command {number} answered: {got}");
    }
}

#[test]
fn the_window_does_not_leave_the_app() {
    let data = data_folder();
    let app = App::start(data.path());
    let before = app.must(app.browser().run("return location.origin", &json!([])));
    for way in [
        "location.href = 'http://192.0.2.1/'",
        "window.open('http://192.0.2.1/')",
    ] {
        // A way that throws is as good as one that does nothing.
        app.browser()
            .run(&format!("setTimeout(() => {{ {way} }}, 0)"), &json!([]))
            .ok();
        std::thread::sleep(std::time::Duration::from_millis(500));
        let now = app.must(app.browser().run("return location.origin", &json!([])));
        assert_eq!(now, before, "{way} left the app");
        let windows = app.must(app.browser().call("GET", "/window/handles", None));
        assert_eq!(windows.as_array().map(Vec::len), Some(1), "{way} opened a window");
    }
}
