//! Sentences that the composer writes itself. One language; a second one gets a structure like this.

/// Language of the sentences below.
pub(super) const LANGUAGE: &str = "en";

/// A figure in words up to twelve, with its noun.
pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    const WORDS: [&str; 13] = [
        "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven",
        "Twelve",
    ];
    let figure = WORDS
        .get(n)
        .map_or_else(|| n.to_string(), |word| (*word).to_owned());
    format!("{figure} {}", if n == 1 { one } else { many })
}

/// The state of the areas.
pub(super) fn areas(red: usize, amber: usize, unknown: usize, all: usize) -> String {
    let total = figure(all);
    let mut parts = Vec::new();
    if red > 0 {
        parts.push(format!("{} {} critical", figure(red), be(red)));
    }
    if amber > 0 {
        let verb = if amber == 1 { "needs" } else { "need" };
        parts.push(format!("{} {verb} work", figure(amber)));
    }
    if unknown > 0 {
        parts.push(format!("{} cannot be judged yet", figure(unknown)));
    }
    if red == 0 && !parts.is_empty() {
        parts.insert(0, "none is critical".to_owned());
    }
    match parts.as_slice() {
        [] => format!("All {total} areas are good."),
        parts => format!("Of {total} areas {}.", listed(parts)),
    }
}

/// The state of the findings. `deal` is what the reader may know about a deal.
pub(super) fn findings(open: usize, critical: usize, high: usize, deal: Option<usize>) -> String {
    if open == 0 {
        return "Nothing that was found is still open.".to_owned();
    }
    let mut out = format!("{} {} open", count(open, "finding", "findings"), be(open));
    match (critical, high) {
        (0, 0) => {}
        (0, h) => out.push_str(&format!(", {} of them high", figure(h))),
        (c, 0) => out.push_str(&format!(", {} of them critical", figure(c))),
        (c, h) => out.push_str(&format!(
            ", {} of them critical and {} high",
            figure(c),
            figure(h)
        )),
    }
    if let Some(deal) = deal.filter(|deal| *deal > 0) {
        out.push_str(&format!("; {} would change a deal", figure(deal)));
    }
    out.push('.');
    out
}

/// The money, head by head; amounts that are nothing are left out.
pub(super) fn money(
    risk: Option<String>,
    waste: Option<String>,
    blocked: Option<String>,
    friction: Option<String>,
) -> Option<String> {
    let heads: Vec<String> = [
        risk.map(|amount| format!("{amount} may be lost in a year")),
        waste.map(|amount| format!("{amount} is lost every year")),
        blocked.map(|amount| format!("{amount} a year cannot be earned yet")),
        friction.map(|amount| format!("daily friction still costs {amount} a year")),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!heads.is_empty()).then(|| capital(&format!("{}.", listed(&heads))))
}

/// Parts of a sentence, the last joined by "and".
pub(super) fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first, second] => format!("{first} and {second}"),
        [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
    }
}

/// A figure within a sentence.
fn figure(n: usize) -> String {
    lower(count(n, "", "").trim())
}

fn be(n: usize) -> &'static str {
    if n == 1 { "is" } else { "are" }
}

/// Words of a gate.
pub(super) fn gate(gate: valise_domain::records::Gate) -> &'static str {
    use valise_domain::records::Gate;
    match gate {
        Gate::Law => "A law requires it.",
        Gate::Contract => "A contract requires it.",
        Gate::Milestone => "A milestone depends on it.",
        Gate::Dependency => "Other work depends on it.",
    }
}

/// Somebody whom the records name by role alone.
pub(super) fn role_alone(role: &str) -> String {
    format!("{role} (by role; no name is recorded)")
}

/// A word of the format, as people write it.
pub(super) fn plain(word: &str) -> String {
    word.replace('_', " ")
}

/// An input of a flow within a sentence, by the name that the record gives it.
pub(super) fn input(input: &str) -> String {
    match input {
        "hours" | "hours_per_week_each" => "hours a week",
        "people" => "number of people",
        "rate" | "loaded_rate" => "rate of an hour",
        "cases" | "cases_per_week" => "number of cases",
        "error_rate" => "share of mistakes",
        "cost_per_error" => "cost of a mistake",
        "delay" => "cost of waiting",
        "coordination" => "time in meetings",
        "tool" | "tool_cost_year" => "cost of tools",
        "effect" | "labour_reduction" | "error_reduction" | "delay_reduction" => "effect",
        other => return plain(other),
    }
    .to_owned()
}

/// The same with its verb.
pub(super) fn input_is(name: &str) -> String {
    let words = input(name);
    let be = if name.starts_with("hours") { "are" } else { "is" };
    format!("{words} {be}")
}

/// What to ask about an input of a flow.
pub(super) fn question(input: &str) -> &'static str {
    match input {
        "hours" | "hours_per_week_each" => "How many hours a week does it take when somebody times it?",
        "people" => "Who does it at all, and how often?",
        "rate" | "loaded_rate" => "What does an hour of these people cost, with everything on it?",
        "cases" | "cases_per_week" => "How many cases come in a week, by the records?",
        "error_rate" => "How many of a hundred cases go wrong?",
        "cost_per_error" => "What does one mistake cost, from the first call to the last?",
        "delay" => "What does a day of waiting cost, and who says so?",
        "coordination" => "Who sits in these meetings, and for how long?",
        "tool" | "tool_cost_year" => "What is paid for these tools, by the invoices?",
        "adoption" => "How many of them would use it from the first week?",
        "effect" | "labour_reduction" | "error_reduction" | "delay_reduction" => {
            "How much of it goes away when it is tried on ten cases?"
        }
        _ => "How is this known, and who could time it?",
    }
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Words that a founder should not have to look up.
pub(super) const GLOSSARY: [(&str, &str); 9] = [
    (
        "Exposure",
        "What may be lost in a year: how likely it is, times what it would cost.",
    ),
    (
        "Evidence grade",
        "How well something is known, from told by one person (E1) to tested (E4).",
    ),
    (
        "Leverage",
        "What a fix is worth in a year, over what it costs in the first.",
    ),
    ("Payback", "Months until a fix has returned what it cost."),
    (
        "Request path",
        "The systems that one action of a user passes through.",
    ),
    (
        "Restore",
        "Bringing the business back from copies, which is more than having copies.",
    ),
    ("Runbook", "Written first steps for whoever is woken at night."),
    (
        "Single point",
        "Something that exists once, and whose loss stops a path.",
    ),
    (
        "Timeout",
        "How long a system waits for another one before it gives up.",
    ),
];
