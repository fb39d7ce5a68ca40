//! logind on the system bus; the desktop's screen saver on the session bus. Where a bus or a service is missing, that
//! source is silent and everything else works.

use super::{Heard, Trigger};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use zbus::blocking::fdo::DBusProxy;
use zbus::blocking::{Connection, MessageIterator};
use zbus::message::{Message, Type};
use zbus::names::BusName;
use zbus::zvariant::{OwnedFd, OwnedObjectPath, OwnedValue, Value};

const LOGIN: &str = "org.freedesktop.login1";
const MANAGER_PATH: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const SESSION: &str = "org.freedesktop.login1.Session";
const USER: &str = "org.freedesktop.login1.User";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";
/// Screen savers that speak the same words, by the names of their interface, which is that of their service too.
const SAVERS: &[&str] = &[
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
];
/// logind says nothing when the lid closes and it does nothing about it, so it is asked.
const LID_EVERY: Duration = Duration::from_secs(2);

type Act = dyn Fn(Trigger) + Send + Sync;

/// Starts the threads that listen.
pub fn watch(heard: Arc<Heard>, act: impl Fn(Trigger) + Send + Sync + 'static) {
    let act: Arc<Act> = Arc::new(act);
    let start = |name: &str, listen: fn(&Heard, &Act) -> zbus::Result<()>| {
        let (heard, act) = (heard.clone(), act.clone());
        // No thread or no bus: this source stays silent.
        std::thread::Builder::new()
            .name(name.into())
            .spawn(move || listen(&heard, &*act).ok())
            .ok();
    };
    start("login", login);
    start("lid", lid);
    start("screen-saver", screen_saver);
}

fn login(heard: &Heard, act: &Act) -> zbus::Result<()> {
    let bus = Connection::system()?;
    let messages = MessageIterator::from(&bus);
    let dbus = DBusProxy::new(&bus)?;
    let listen = |rule: &str| dbus.add_match_rule(rule.try_into()?).map_err(zbus::Error::from);
    listen(&format!(
        "type='signal',sender='{LOGIN}',interface='{MANAGER}',member='PrepareForSleep'"
    ))?;
    let mut delay = delay_sleep(&bus).ok();
    if delay.is_some() {
        heard.can(Trigger::Suspend);
    }
    if let Some(session) = own_session(&bus) {
        let of_session = format!("type='signal',sender='{LOGIN}',path='{}'", session.as_str());
        listen(&format!("{of_session},interface='{SESSION}',member='Lock'"))?;
        listen(&format!(
            "{of_session},interface='{PROPERTIES}',member='PropertiesChanged',arg0='{SESSION}'"
        ))?;
        heard.can(Trigger::ScreenLock);
        heard.can(Trigger::UserSwitch);
    }
    for message in messages {
        let message = message?;
        match said(&message).as_deref() {
            Some("PrepareForSleep") => {
                if message.body().deserialize::<bool>().unwrap_or(true) {
                    act(Trigger::Suspend);
                    // The computer sleeps when the last delay is let go of.
                    delay = None;
                } else if delay.is_none() {
                    delay = delay_sleep(&bus).ok();
                }
            }
            Some("Lock") => act(Trigger::ScreenLock),
            Some("PropertiesChanged") if went_false(&message, "Active") => act(Trigger::UserSwitch),
            _ => {}
        }
    }
    drop(delay);
    Ok(())
}

/// The lid of a laptop that does not sleep when it is closed.
fn lid(heard: &Heard, act: &Act) -> zbus::Result<()> {
    let bus = Connection::system()?;
    let mut was_closed = is_lid_closed(&bus)?;
    heard.can(Trigger::Lid);
    loop {
        std::thread::sleep(LID_EVERY);
        // A login service that is being restarted answers next time.
        let Ok(closed) = is_lid_closed(&bus) else {
            continue;
        };
        if closed && !was_closed {
            act(Trigger::Lid);
        }
        was_closed = closed;
    }
}

fn screen_saver(heard: &Heard, act: &Act) -> zbus::Result<()> {
    let bus = Connection::session()?;
    let messages = MessageIterator::from(&bus);
    let dbus = DBusProxy::new(&bus)?;
    for saver in SAVERS {
        let rule = format!("type='signal',interface='{saver}',member='ActiveChanged'");
        dbus.add_match_rule(rule.as_str().try_into()?)?;
        if dbus.name_has_owner(BusName::try_from(*saver)?).unwrap_or(false) {
            heard.can(Trigger::ScreenLock);
        }
    }
    for message in messages {
        let message = message?;
        if said(&message).as_deref() == Some("ActiveChanged")
            && message.body().deserialize::<bool>().unwrap_or(false)
        {
            act(Trigger::ScreenLock);
        }
    }
    Ok(())
}

/// The name of a signal; nothing for any other message.
fn said(message: &Message) -> Option<String> {
    (message.message_type() == Type::Signal)
        .then(|| message.header().member().map(ToString::to_string))
        .flatten()
}

/// Whether a change of properties says that this one is false now.
fn went_false(message: &Message, name: &str) -> bool {
    type Changed = (String, HashMap<String, OwnedValue>, Vec<String>);
    let told = message.body().deserialize::<Changed>();
    told.is_ok_and(|(_, changed, _)| {
        matches!(changed.get(name).map(|value| &**value), Some(Value::Bool(false)))
    })
}

/// Makes sleep wait until the descriptor is closed (by default at most five seconds).
fn delay_sleep(bus: &Connection) -> zbus::Result<OwnedFd> {
    let why = "The vault is locked before the computer sleeps";
    bus.call_method(
        Some(LOGIN),
        MANAGER_PATH,
        Some(MANAGER),
        "Inhibit",
        &("sleep", "Valise", why, "delay"),
    )?
    .body()
    .deserialize()
}

/// The login session that this window belongs to. Started by a service manager it belongs to none; then it is the
/// one on its user's screen.
fn own_session(bus: &Connection) -> Option<OwnedObjectPath> {
    let process = std::process::id();
    let named = std::env::var("XDG_SESSION_ID")
        .ok()
        .and_then(|id| find(bus, "GetSession", &id.as_str()).ok());
    named
        .or_else(|| find(bus, "GetSessionByPID", &process).ok())
        .or_else(|| {
            let user = find(bus, "GetUserByPID", &process).ok()?;
            let display = property(bus, user.as_str(), USER, "Display").ok()?;
            let Value::Structure(name_and_path) = &*display else {
                return None;
            };
            match name_and_path.fields() {
                [_, Value::ObjectPath(path)] if path.as_str() != "/" => Some(path.to_owned().into()),
                _ => None,
            }
        })
}

fn find<B>(bus: &Connection, method: &str, argument: &B) -> zbus::Result<OwnedObjectPath>
where
    B: serde::Serialize + zbus::zvariant::DynamicType,
{
    bus.call_method(Some(LOGIN), MANAGER_PATH, Some(MANAGER), method, argument)?
        .body()
        .deserialize()
}

fn is_lid_closed(bus: &Connection) -> zbus::Result<bool> {
    property(bus, MANAGER_PATH, MANAGER, "LidClosed").map(|value| matches!(&*value, Value::Bool(true)))
}

fn property(bus: &Connection, path: &str, interface: &str, name: &str) -> zbus::Result<OwnedValue> {
    bus.call_method(Some(LOGIN), path, Some(PROPERTIES), "Get", &(interface, name))?
        .body()
        .deserialize()
}
