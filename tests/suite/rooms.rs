//! Rooms that a client does not use yet are known, so that they can stay folded away.

use crate::room::{Room, must, new_client, open};
use valise_workbench::view::{NewFlow, NewVendor, OptionalRoom, SealLevel, StartLedger};

#[test]
fn a_room_is_in_use_from_its_first_record_on() {
    let room = Room::empty();
    let mut vault = room.create();
    must(vault.create_client(&new_client("KESTREL", SealLevel::Standard)));
    let mut client = open(vault, "KESTREL");
    assert!(client.head().rooms.is_empty(), "a client's first day");
    must(client.add_flow(&NewFlow {
        name: "Orders typed twice".into(),
        ..NewFlow::default()
    }));
    assert_eq!(client.head().rooms, [OptionalRoom::Friction]);
    must(client.undo());
    assert!(client.head().rooms.is_empty(), "as if it had never been");
    must(client.add_vendor(&NewVendor {
        name: "Coldtrace".into(),
        ..NewVendor::default()
    }));
    assert_eq!(client.head().rooms, [OptionalRoom::Vendors]);
    must(client.start_ledger(&StartLedger {
        engagement: None,
        first_month: Some("2026-11".into()),
        retainer_month: "900.00".parse().ok(),
        audit_fee: None,
        fixed_fee: None,
    }));
    assert_eq!(
        client.head().rooms,
        [OptionalRoom::Vendors, OptionalRoom::Ledger],
        "in the order of the rail"
    );
}

#[test]
fn what_waits_or_has_a_day_is_shown_in_the_rooms_of_the_samples() {
    let room = Room::with_samples();
    let (friction, vendors, ledger) = (
        OptionalRoom::Friction,
        OptionalRoom::Vendors,
        OptionalRoom::Ledger,
    );
    let mut vault = room.unlock();
    for (codename, rooms) in [
        ("HERON", vec![friction, vendors, ledger]),
        ("WREN", vec![friction, vendors, ledger]),
        // Three days in a data room: no flow, no decision that waits, and no money that is counted.
        ("PLOVER", vec![vendors]),
    ] {
        let client = open(vault, codename);
        assert_eq!(client.head().rooms, rooms, "{codename}");
        vault = client.close();
    }
}

#[test]
fn the_overview_knows_what_its_tiles_will_show() {
    let room = Room::with_samples();
    let mut vault = room.unlock();
    for (codename, has_money) in [("HERON", true), ("WREN", true), ("PLOVER", false)] {
        let client = open(vault, codename);
        let engagements = must(client.overview(None)).engagements;
        for (at, engagement) in engagements.iter().enumerate() {
            let of = Some(engagement.id.as_str());
            let told = must(client.overview(of)).rooms;
            let about = format!("{codename} {}", engagement.code);
            assert_eq!(
                told.friction,
                !must(client.friction(of)).flows.is_empty(),
                "{about}"
            );
            let paid = must(client.ledger(of)).to_date;
            let paid = paid.is_some_and(|sums| sums.cost_cash.minor() > 0);
            assert_eq!(told.ledger, paid, "{about}");
            assert_eq!(
                told.ledger,
                has_money && at == 0,
                "{about}: one engagement has the ledger"
            );
            let calendar = must(client.calendar(None, None));
            let ahead = calendar.entries.iter().filter(|entry| entry.days_left >= 0);
            assert_eq!(told.dates as usize, ahead.count(), "{about}");
            assert_eq!(told.missed, calendar.missed, "{about}");
        }
        vault = client.close();
    }
}
