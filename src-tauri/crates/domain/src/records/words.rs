//! The closed lists of words. Every other word of the format is free text.

/// Declares a closed list: the words, their order, and their texts.
macro_rules! closed {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, specta::Type)]
        // The words explain themselves; docs/format.md lists them.
        #[allow(missing_docs)]
        pub enum $name {
            $(#[serde(rename = $text)] $variant,)*
        }

        impl $name {
            /// Every word, in the order of the format's description.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
            /// The texts of [`Self::ALL`], in the same order.
            pub const WORDS: &'static [&'static str] = &[$($text,)*];

            /// The word as the format writes it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }

            /// The word with this text.
            pub fn from_word(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.as_str() == text)
            }
        }

        impl Default for $name {
            /// The first word of the list.
            fn default() -> Self {
                Self::ALL[0]
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

closed! {
    /// Who a record was made for; see formulas 5.
    Visibility { Client = "client", Founder = "founder", Investor = "investor", Private = "private" }
}
closed! {
    /// What an adviser was commissioned for.
    EngagementKind { FractionalCto = "fractional_cto", DueDiligence = "due_diligence" }
}
closed! {
    /// Where an item of a request list stands.
    RequestState { Asked = "asked", Received = "received", Refused = "refused" }
}
closed! {
    /// Whether a record may be reused in another engagement.
    ReuseState { Granted = "granted", Refused = "refused", Asked = "asked" }
}
closed! {
    /// How a person belongs to the client.
    PersonKind { Staff = "staff", Agency = "agency", Leaver = "leaver", Adviser = "adviser", Outside = "outside" }
}
closed! {
    /// Kind of an identity that is not a person.
    IdentityKind { Service = "service", Shared = "shared", Token = "token" }
}
closed! {
    /// Whether an identity still exists.
    IdentityState { Active = "active", Removed = "removed" }
}
closed! {
    /// Kind of a system.
    SystemKind {
        App = "app", Job = "job", Store = "store", Infra = "infra", Mobile = "mobile", Ingest = "ingest",
        Outside = "outside", Account = "account",
    }
}
closed! {
    /// Whether a system exists; `not_found` was told and never seen.
    SystemState { Active = "active", NotFound = "not_found", Closed = "closed" }
}
closed! {
    /// Whether a contract with a supplier runs.
    VendorState { Active = "active", Ended = "ended" }
}
closed! {
    /// How an edge of the map carries its content.
    EdgeKind { Flow = "flow", ByHand = "by_hand", Unknown = "unknown" }
}
closed! {
    /// Kind of a sensitive date.
    DateKind { Freeze = "freeze", Event = "event" }
}
closed! {
    /// Where an answer stands; `recorded` belongs to unscored questions.
    AnswerState {
        Answered = "answered", Unknown = "unknown", Na = "na", Refused = "refused", Recorded = "recorded",
    }
}
closed! {
    /// How well something is known.
    Grade { E0 = "E0", E1 = "E1", E2 = "E2", E3 = "E3", E4 = "E4" }
}
closed! {
    /// The three heads of money, which are never added together.
    MoneyKind { Risk = "risk", Waste = "waste", Blocked = "blocked" }
}
closed! {
    /// The six states of a finding in the file.
    FindingStatus {
        Draft = "draft", Confirmed = "confirmed", Planned = "planned", InProgress = "in_progress",
        Closed = "closed", Accepted = "accepted",
    }
}
closed! {
    /// What a finding means for a deal.
    DealClass { DealCritical = "deal-critical", Price = "price", HundredDay = "100-day", Note = "note" }
}
closed! {
    /// Why something is a duty.
    Gate { Law = "law", Contract = "contract", Milestone = "milestone", Dependency = "dependency" }
}
closed! {
    /// How a scenario counts its members.
    Counting { Largest = "largest", Sum = "sum" }
}
closed! {
    /// Kind of an action.
    ActionKind {
        Roadmap = "roadmap", Commitment = "commitment", Documentation = "documentation", Revoke = "revoke",
        Rotate = "rotate",
    }
}
closed! {
    /// Where an action stands.
    ActionStatus { Planned = "planned", InProgress = "in_progress", Done = "done", Dropped = "dropped" }
}
closed! {
    /// Where a decision stands.
    DecisionState { Waiting = "waiting", Made = "made", Refused = "refused", Superseded = "superseded" }
}
closed! {
    /// Kind of a decision.
    DecisionKind {
        Brief = "brief", Bottleneck = "bottleneck", ChangeRequest = "change_request", SmallChoice = "small_choice",
    }
}
closed! {
    /// Signs that a small choice is not small.
    DecisionFlag {
        NewStore = "new_store", NewCriticalDependency = "new_critical_dependency",
        NewPublicInterface = "new_public_interface", DataShape = "data_shape",
        SigninPermission = "signin_permission",
    }
}
closed! {
    /// Kind of a control.
    ControlKind {
        Alert = "alert", Limit = "limit", Drill = "drill", Review = "review", Policy = "policy",
        Dashboard = "dashboard", Constraint = "constraint", Programme = "programme",
    }
}
closed! {
    /// How an input of a flow is known, best first.
    InputKind { Timed = "timed", Sampled = "sampled", Asked = "asked", Assumed = "assumed" }
}
closed! {
    /// Kind of a cost line.
    CostKind { Fee = "fee", Audit = "audit", Outside = "outside", Running = "running", Internal = "internal" }
}
closed! {
    /// Class of a value line.
    ValueClass {
        Cash = "cash", Capacity = "capacity", Avoided = "avoided", Revenue = "revenue", Risk = "risk",
    }
}
closed! {
    /// How a value line is known.
    ValueEvidence { Measured = "measured", Estimated = "estimated", Claimed = "claimed" }
}
closed! {
    /// Where a value line stands.
    ValueStatus {
        Proposed = "proposed", Delivered = "delivered", Measured = "measured", Confirmed = "confirmed",
        Expired = "expired", Reversed = "reversed",
    }
}
closed! {
    /// Who noticed an incident first.
    FirstNoticed { Customer = "customer", Alert = "alert", Person = "person" }
}
closed! {
    /// Kind of a note.
    NoteKind {
        Unasked = "unasked", Translation = "translation", Candid = "candid", Culture = "culture",
        OutOfScope = "out_of_scope", Watch = "watch", Meeting = "meeting", Documentation = "documentation",
        FirstWeek = "first_week", Inbox = "inbox",
    }
}
closed! {
    /// Whether a note still asks for something.
    NoteState { Open = "open", Closed = "closed" }
}
closed! {
    /// Kind of something that somebody holds.
    DutyKind {
        Duty = "duty", Credential = "credential", Knowledge = "knowledge", Approval = "approval",
        Control = "control",
    }
}
closed! {
    /// What was decided about a grant.
    GrantDecision {
        Keep = "keep", Reduce = "reduce", Remove = "remove", Removed = "removed", Unknown = "unknown",
    }
}
closed! {
    /// Where an environment file is used.
    Environment { Production = "production", Staging = "staging", Build = "build", OneOff = "one_off" }
}
closed! {
    /// Where a key lies.
    KeptIn { File = "file", SecretStore = "secret_store", Vault = "vault" }
}
closed! {
    /// How the drivers of a loss are combined.
    Combine { Sum = "sum", Largest = "largest" }
}
