//! What a busy person does next, at random.

use crate::book::{Book, Deed, Page};
use crate::chance::Chance;
use uuid::Uuid;

/// How often the dear deeds come, in a hundred.
#[derive(Debug, Clone, Copy)]
pub struct Mix {
    /// A change of level: every page is written anew.
    pub level: usize,
    /// A client more or less.
    pub clients: usize,
    /// A change of passphrase: three derivations.
    pub passphrase: usize,
    /// Evidence in and out.
    pub evidence: usize,
}

pub const KILLED: Mix = Mix {
    level: 4,
    clients: 5,
    passphrase: 1,
    evidence: 8,
};
pub const CUT: Mix = Mix {
    level: 3,
    clients: 0,
    passphrase: 0,
    evidence: 5,
};

/// The next deed. There is at least one client.
pub fn next(book: &Book, chance: &mut Chance, mix: Mix) -> Deed {
    let clients: Vec<Uuid> = book.clients.keys().copied().collect();
    if clients.is_empty() {
        return add(chance);
    }
    let client = *chance.pick(&clients);
    let page = &book.clients[&client];
    let mut roll = chance.below(100);
    for (share, dear) in [
        (mix.level, 0),
        (mix.clients, 1),
        (mix.passphrase, 2),
        (mix.evidence, 3),
    ] {
        if roll < share {
            return match dear {
                0 => Deed::Level {
                    client,
                    strict: !page.strict,
                },
                1 if clients.len() > 2 => Deed::Remove { client },
                1 => add(chance),
                2 => Deed::Passphrase {
                    next: format!("other words {:016x}", chance.next()),
                },
                _ => evidence(page, client, chance),
            };
        }
        roll -= share;
    }
    if roll < 10 {
        of_the_vault(client, chance)
    } else {
        of_a_client(page, client, chance)
    }
}

fn add(chance: &mut Chance) -> Deed {
    Deed::Add {
        codename: format!("C{:012x}", chance.next() >> 16),
        strict: chance.percent(40),
    }
}

fn evidence(page: &Page, client: Uuid, chance: &mut Chance) -> Deed {
    let kept: Vec<&String> = page.evidence.keys().collect();
    if kept.len() > 2 {
        let sha256 = (*chance.pick(&kept)).clone();
        return Deed::Detach { client, sha256 };
    }
    Deed::Attach {
        client,
        seed: chance.next(),
        length: 1 + chance.below(600_000),
    }
}

fn of_the_vault(client: Uuid, chance: &mut Chance) -> Deed {
    match chance.below(4) {
        0 => Deed::Setting {
            key: format!("setting-{}", chance.below(4)),
            value: format!(
                r#"{{"n":{},"text":"{}"}}"#,
                chance.next() >> 12,
                words(chance, 200)
            ),
        },
        1 => Deed::Own {
            id: format!("X-{}", chance.below(3)),
            doc: chance
                .percent(70)
                .then(|| format!(r#"{{"text":"{}"}}"#, words(chance, 300))),
        },
        2 => Deed::Due {
            client,
            count: chance.next() >> 32,
        },
        _ => Deed::Rename {
            client,
            codename: format!("R{:012x}", chance.next() >> 16),
        },
    }
}

fn of_a_client(page: &Page, client: Uuid, chance: &mut Chance) -> Deed {
    let live: Vec<Uuid> = of(page, false);
    let buried: Vec<Uuid> = of(page, true);
    match chance.below(20) {
        0 if page.can_undo() => Deed::Undo { client },
        1 | 2 if page.can_undo() => Deed::Undo { client },
        3 | 4 if page.can_redo() => Deed::Redo { client },
        5 if !live.is_empty() => Deed::Trash {
            client,
            row: *chance.pick(&live),
        },
        6 if !buried.is_empty() => Deed::Restore {
            client,
            row: *chance.pick(&buried),
        },
        7 if live.len() > 4 => Deed::Erase {
            client,
            row: *chance.pick(&live),
        },
        8..=10 => Deed::Draft {
            client,
            key: format!("field-{}", chance.below(5)),
            text: words(chance, 500),
        },
        11 if !page.drafts.is_empty() => {
            let keys: Vec<&String> = page.drafts.keys().collect();
            Deed::Undraft {
                client,
                key: (*chance.pick(&keys)).clone(),
            }
        }
        12 => Deed::Close,
        _ => write(client, &live, chance),
    }
}

fn of(page: &Page, trashed: bool) -> Vec<Uuid> {
    let rows = page.rows.iter().filter(|(_, kept)| kept.trashed == trashed);
    rows.map(|(id, _)| *id).collect()
}

/// One to four rows, new ones and old ones.
pub fn write(client: Uuid, live: &[Uuid], chance: &mut Chance) -> Deed {
    let mut rows: Vec<(Uuid, String)> = Vec::new();
    for _ in 0..=chance.below(4) {
        let id = if !live.is_empty() && chance.percent(60) {
            *chance.pick(live)
        } else {
            Uuid::from_u64_pair(chance.next(), chance.next())
        };
        if rows.iter().all(|(known, _)| *known != id) {
            let longest = if chance.percent(10) { 9000 } else { 600 };
            let doc = format!(
                r#"{{"n":{},"text":"{}"}}"#,
                chance.next() >> 12,
                words(chance, longest)
            );
            rows.push((id, doc));
        }
    }
    Deed::Write { client, rows }
}

/// Up to so many letters of words.
pub fn words(chance: &mut Chance, longest: usize) -> String {
    const SOME: [&str; 12] = [
        "backup", "tested", "nobody", "knows", "the", "key", "of", "vendor", "Öl", "restore", "drill", "déjà",
    ];
    let length = chance.below(longest);
    let mut text = String::new();
    while text.len() < length {
        text.push_str(chance.pick::<&str>(&SOME));
        text.push(' ');
    }
    text
}
