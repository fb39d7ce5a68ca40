//! A page that was taken over does its worst: every way out that a web engine knows, tried on a server that really
//! listens; everything it could keep, looked for after a restart; calls larger than any person means.

use crate::app::{App, data_folder};
use crate::{desktop, disk, person};
use serde_json::{Value, json};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::path::PathBuf;
use std::time::Duration;
use valise_tests::samples;

/// A server that listens on this machine for whoever gets out.
pub struct Ear {
    tcp: TcpListener,
    udp: UdpSocket,
}

impl Ear {
    /// Listens on free ports.
    pub fn new() -> Ear {
        let tcp = TcpListener::bind("127.0.0.1:0").expect("a free port");
        tcp.set_nonblocking(true).expect("a listener that can be asked");
        let udp = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        udp.set_nonblocking(true).expect("a socket that can be asked");
        Ear { tcp, udp }
    }

    fn tcp_port(&self) -> u16 {
        self.tcp.local_addr().expect("bound").port()
    }

    fn udp_port(&self) -> u16 {
        self.udp.local_addr().expect("bound").port()
    }

    fn is_silent(&self) -> bool {
        self.tcp.accept().is_err() && self.udp.recv(&mut [0; 64]).is_err()
    }

    /// Nobody called, and the ear is not deaf.
    #[track_caller]
    pub fn heard_nothing(&self) {
        assert!(self.is_silent(), "something left the page");
        let _caller = TcpStream::connect(("127.0.0.1", self.tcp_port())).expect("the server is there");
        let other = UdpSocket::bind("127.0.0.1:0").expect("a free port");
        other.send_to(b"x", ("127.0.0.1", self.udp_port())).expect("sent");
        std::thread::sleep(Duration::from_millis(100));
        assert!(self.tcp.accept().is_ok(), "the ear hears a connection");
        assert!(self.udp.recv(&mut [0; 64]).is_ok(), "the ear hears a packet");
    }
}

/// Tries every way out, one after the other, so that one that leads out is named. Ways that throw are as good as ways
/// that are stopped; what counts is what arrives.
#[track_caller]
pub fn run(app: &App, ear: &Ear) {
    let host = format!("127.0.0.1:{}", ear.tcp_port());
    let mut number = 0;
    loop {
        let tried = app.must(
            app.browser()
                .run_async(WAYS_OUT, &json!([host, ear.udp_port(), number])),
        );
        let Some(way) = tried.as_str() else { break };
        assert!(ear.is_silent(), "a way out: {way}");
        number += 1;
    }
    assert!(number > 40, "only {number} ways were tried");
    // Some take their time.
    std::thread::sleep(Duration::from_secs(2));
    assert!(ear.is_silent(), "one of the ways out, later");
}

/// Tries the way of a number and answers its words, or null after the last. Names under `.invalid` never exist: looking one up
/// would show as a question to a name server.
const WAYS_OUT: &str = r"
const [host, udp, number, done] = arguments;
const far = `http://${host}/`;
const put = (name, set, inside = document.body) => { const e = document.createElement(name); Object.assign(e, set); inside.append(e); return e; };
const link = (rel, href, more = {}) => put('link', { rel, href, ...more }, document.head);
const ways = [
  () => fetch(far),
  () => fetch(far, { mode: 'no-cors', keepalive: true, method: 'POST', body: 'x' }),
  () => { const x = new XMLHttpRequest(); x.open('GET', far); x.send(); },
  () => new WebSocket(`ws://${host}/`),
  () => new EventSource(far),
  () => navigator.sendBeacon(far, 'x'),
  () => { new Image().src = far + 'beacon.png'; },
  () => put('img', { src: far + 'a.png', srcset: far + 'b.png 2x' }),
  () => put('script', { src: far + 'a.js' }, document.head),
  () => import(far + 'a.js'),
  () => new Worker(far + 'a.js'),
  () => new Worker(URL.createObjectURL(new Blob([`fetch('${far}')`]))),
  () => new SharedWorker(far + 'a.js'),
  () => navigator.serviceWorker.register('/a.js'),
  () => link('stylesheet', far + 'a.css'),
  () => link('preload', far + 'a.js', { as: 'script' }),
  () => link('modulepreload', far + 'a.js'),
  () => link('prefetch', far),
  () => link('preconnect', far),
  () => link('dns-prefetch', 'http://canary.invalid/'),
  () => link('preconnect', 'http://canary.invalid/'),
  () => link('icon', far + 'favicon.ico'),
  () => link('manifest', far + 'a.json'),
  () => put('iframe', { src: far }),
  () => put('iframe', { srcdoc: `<img src='${far}a.png'><script src='${far}a.js'></` + 'script>' }),
  () => { const f = put('iframe', {}); new f.contentWindow.Image().src = far + 'frame.png'; f.contentWindow.fetch(far); },
  () => put('object', { data: far }),
  () => put('embed', { src: far }),
  () => put('video', { src: far + 'a.mp4', autoplay: true }),
  () => put('audio', { src: far + 'a.mp3', autoplay: true }),
  () => { document.body.style.backgroundImage = `url(${far}a.png)`; },
  () => { const s = new CSSStyleSheet(); s.replaceSync(`body { border-image: url(${far}b.png) }`); document.adoptedStyleSheets.push(s); },
  () => new FontFace('x', `url(${far}a.woff2)`).load(),
  () => put('form', { action: far, method: 'post' }).submit(),
  () => put('a', { href: far, ping: far + 'ping' }).click(),
  () => put('a', { href: far, target: '_blank' }).click(),
  () => put('meta', { httpEquiv: 'refresh', content: `0; url=${far}` }, document.head),
  () => window.open(far),
  () => { location.href = far; },
  () => { location.replace(`http://tauri.localhost:${host.split(':')[1]}/`); },
  () => { const p = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${udp}` }] }); p.createDataChannel('x'); return p.createOffer().then(o => p.setLocalDescription(o)); },
  () => new WebTransport(`https://${host}/`),
  () => new PaymentRequest([{ supportedMethods: far }], { total: { label: 'x', amount: { currency: 'EUR', value: '1' } } }),
];
const way = ways[number];
try { Promise.resolve(way?.()).catch(() => {}); } catch {}
setTimeout(() => done(way ? String(way) : null), 150);
";

#[test]
fn no_way_out_of_the_page_reaches_a_server() {
    let data = data_folder();
    let app = App::start(data.path());
    let before = app.must(app.browser().run("return location.origin", &json!([])));
    let ear = Ear::new();
    run(&app, &ear);
    ear.heard_nothing();
    let now = app.must(app.browser().run("return location.origin", &json!([])));
    assert_eq!(now, before, "the window left the app");
    let windows = app.must(app.browser().call("GET", "/window/handles", None));
    assert_eq!(windows.as_array().map(Vec::len), Some(1), "a window was opened");
}

/// A word that no file and no later run may hold.
const CANARY: &str = "canary-5d1c77-stored";

/// Tries every place to keep a word in, also from a frame of its own, and answers which took it.
const KEEP: &str = r"
const [word, done] = arguments;
const kept = [];
const places = {
  localStorage: w => { w.localStorage.setItem('k', word); return w.localStorage.getItem('k') === word },
  cookie: w => { w.document.cookie = `k=${word}; max-age=99999`; return w.document.cookie.includes(word) },
  indexedDB: w => new Promise((yes, no) => {
    const r = w.indexedDB.open(word, 1);
    r.onupgradeneeded = () => r.result.createObjectStore('s').put(word, 'k');
    r.onsuccess = () => yes(true); r.onerror = no; r.onblocked = no;
  }),
  caches: w => w.caches.open(word).then(c => c.put('/x', new Response(word))).then(() => true),
  fileSystem: w => w.navigator.storage.getDirectory().then(d => d.getFileHandle(word, { create: true })).then(() => true),
  serviceWorker: w => w.navigator.serviceWorker.register('/assets/x.js').then(() => true),
};
const frame = document.createElement('iframe');
document.body.append(frame);
const windows = [['page', window], ['frame', frame.contentWindow]].filter(([, w]) => w);
const tries = windows.flatMap(([where, w]) => Object.entries(places).map(([name, put]) =>
  Promise.race([new Promise(r => setTimeout(() => r(false), 1500)), (async () => put(w))()])
    .then(took => { if (took) kept.push(`${where} ${name}`) }, () => {})));
Promise.all(tries).then(() => done({ tried: tries.length, kept }));
";

#[test]
fn the_page_can_keep_nothing() {
    let data = data_folder();
    for run in ["the first run", "the run after it"] {
        let started = App::start(data.path());
        let app = if run == "the first run" {
            person::new_vault(started)
        } else {
            started
        };
        let told = app.must(app.browser().run_async(KEEP, &json!([CANARY])));
        assert!(told["tried"].as_u64() >= Some(6), "{run}: {told}");
        assert_eq!(told["kept"], json!([]), "{run}");
        if run == "the first run" {
            person::lock_in_spite(&app);
        }
        drop(app);
        disk::holds_none_of(data.path(), &[CANARY.to_owned()]);
    }
}

#[test]
fn what_an_engine_left_behind_is_gone_at_the_next_start() {
    let data = data_folder();
    let left = data.path().join("webview/storage/old");
    std::fs::create_dir_all(&left).unwrap();
    std::fs::write(left.join("file"), CANARY).unwrap();
    let app = App::start(data.path());
    assert!(!left.exists(), "an earlier run's file is still there");
    drop(app);
}

#[test]
fn where_the_person_was_outlives_the_lock_in_memory_alone() {
    let data = data_folder();
    let app = person::with_samples(data.path());
    person::open(&app, "HERON");
    person::go(&app, "f");
    app.reads("F01");
    person::lock(&app);
    let place = app.must(
        app.browser()
            .run("return sessionStorage.getItem('valise.place') ?? ''", &json!([])),
    );
    let hash = app.must(app.browser().run("return location.hash", &json!([])));
    assert!(
        place.as_str().is_some_and(|place| place.contains("findings"))
            || hash.as_str().is_some_and(|hash| hash.contains("findings")),
        "the place is kept: {place} {hash}"
    );
}

#[test]
fn a_download_goes_nowhere() {
    let data = data_folder();
    let app = App::start(data.path());
    let name = "valise-canary-download.txt";
    let script = "const save = (href) => { const a = document.createElement('a'); a.href = href; a.download = arguments[0];
           document.body.append(a); a.click() };
         save(URL.createObjectURL(new Blob(['x'])));
         save('data:text/plain,x');
         save(location.origin + '/index.html')";
    app.must(app.browser().run(script, &json!([name])));
    std::thread::sleep(Duration::from_millis(1500));
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let places = [
        home.clone(),
        home.join("Downloads"),
        std::env::current_dir().unwrap(),
        std::env::temp_dir(),
        data.path().to_owned(),
    ];
    for place in places {
        assert!(!place.join(name).exists(), "{} holds a download", place.display());
    }
    assert!(
        app.script("return document.querySelector('#app')?.childElementCount > 0"),
        "the window still shows the app"
    );
}

/// What Rust answers to a call: the code of its problem and the argument that it names, or `answered`.
fn answer(app: &App, command: &str, arguments: &str) -> Value {
    let script = format!(
        "const done = arguments[0];
         window.__TAURI_INTERNALS__.invoke('{command}', {arguments})
           .then(() => done('answered'), e => done({{ code: e.code, path: e.params?.path, limit: e.params?.limit }}))"
    );
    app.must(app.browser().run_async(&script, &json!([])))
}

#[test]
fn a_call_that_is_too_large_is_refused_by_its_argument() {
    let data = data_folder();
    let app = App::start(data.path());
    let large = |path: &str, limit: &str| json!({ "code": "tooLarge", "path": path, "limit": limit });
    assert_eq!(
        answer(&app, "save_draft", "{ key: 'k', text: 'x'.repeat(300 * 1024) }"),
        large("text", "256 KiB")
    );
    assert_eq!(
        answer(&app, "unlock", "{ passphrase: 'x'.repeat(9 * 1024) }"),
        large("passphrase", "8 KiB")
    );
    assert_eq!(
        answer(
            &app,
            "edit_finding",
            "{ change: { id: 'x', field: 'title', value: 'x'.repeat(300 * 1024) } }"
        ),
        large("change.value", "256 KiB")
    );
    // The same call in a person's size reaches the command, which says what it has to say.
    assert_eq!(
        answer(&app, "save_draft", "{ key: 'k', text: 'x'.repeat(30 * 1024) }")["code"],
        "sealed"
    );
}

#[test]
fn a_drop_of_a_whole_folder_is_refused_whole() {
    let data = data_folder();
    let app = person::with_samples(data.path());
    person::open(&app, "WREN");
    person::go(&app, "f");
    app.reads("F01");
    app.press("Enter");
    app.reads("Add evidence");
    let folder = data_folder();
    let picture = samples().join("evidence/ev06-hosting-invoice.png");
    let files: Vec<PathBuf> = (0..201).map(|n| folder.path().join(format!("{n}.png"))).collect();
    for file in &files {
        std::fs::hard_link(&picture, file)
            .or_else(|_| std::fs::copy(&picture, file).map(drop))
            .unwrap();
    }
    let files: Vec<&std::path::Path> = files.iter().map(PathBuf::as_path).collect();
    app.must(desktop::drop_files("Valise", &files));
    app.reads("More than 200 files");
}
