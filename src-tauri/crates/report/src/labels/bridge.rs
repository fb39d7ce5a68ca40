//! The words of the way from friction removed to money confirmed.

catalogue! { BridgeLabels:
    bridge, bridge_lead, bridge_removed, bridge_removed_means, bridge_read, bridge_read_means, bridge_not_read,
    bridge_confirmed, bridge_confirmed_means, bridge_no_ledger, bridge_other
}

pub(super) static ENGLISH: BridgeLabels = BridgeLabels {
    bridge: "From removed to confirmed",
    bridge_lead: "The first two are a year of friction, the last is money that came so far; none is part of a total of another. Freed hours become money only with a named use and somebody who confirms it.",
    bridge_removed: "Removed, a year",
    bridge_removed_means: "by automation that is done",
    bridge_read: "Of it read, a year",
    bridge_read_means: "its outcome was measured or read",
    bridge_not_read: "not read yet",
    bridge_confirmed: "Of it confirmed, to date",
    bridge_confirmed_means: "in the ledger, {from} to {until}",
    bridge_no_ledger: "no ledger in this copy",
    bridge_other: "The other {amount} of the confirmed return to date came from work that removed none of these flows.",
};
