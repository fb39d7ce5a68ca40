//! Identities and cards.

use super::*;
use crate::error::HandoverError;

fn ada() -> Identity {
    Identity::from_seed(&[7; 32]).expect("an identity")
}

#[test]
fn a_seed_is_the_same_identity_for_life() {
    // Frozen: other words or another key here would lock out every hand-over that waits in a mailbox.
    assert_eq!(ada().recipient().to_string(), FROZEN_RECIPIENT);
    assert_eq!(hex::encode(ada().public().signing()), FROZEN_SIGNING);
    assert_eq!(ada().public().fingerprint().to_string(), FROZEN_WORDS);
    assert_eq!(
        ada().contact("Ada Löwe").expect("a card").to_string(),
        FROZEN_CARD
    );
    assert_ne!(
        ada().recipient(),
        Identity::from_seed(&[8; 32]).expect("an identity").recipient()
    );
}

const FROZEN_RECIPIENT: &str = "age1s4fr3p2js0x6rx9mt9gnp98jmxwh9545mx6navux0lehc8vnfd9szxa24x";
const FROZEN_SIGNING: &str = "114675cf7e87b8223c4d9458550b0b9e862f64b230e9b211c17b7bc61989f46f";
const FROZEN_WORDS: &str = "hire shift setup drastic few hollow";
const FROZEN_CARD: &str = "valise1qyg5vaw006rmsg3ufk29s4gtpw0gvtmykgcwnvs3c9ahh3se386xlp2j8zz49q7d5xvtkk23xz209kvawtftfkd486ecvlln0swexj6tg9jxzgzvcwm8wegxnxyyu";

#[test]
fn neither_seed_nor_secret_keys_show() {
    let shown = format!("{:?}", ada());
    assert!(!shown.to_uppercase().contains("SECRET"), "{shown}");
    assert!(!shown.contains(&hex::encode(&derive(&[7; 32], SIGNING))));
    assert!(!shown.contains(&hex::encode(&derive(&[7; 32], SEALING))));
}

#[test]
fn a_card_survives_a_mail_program() {
    let card = ada().contact("Ada Löwe").expect("a card");
    let text = card.to_string();
    assert_eq!(text.parse::<Contact>().expect("reads"), card);
    let folded: String = text
        .as_bytes()
        .chunks(40)
        .flat_map(|line| [std::str::from_utf8(line).expect("ASCII"), "\r\n  "])
        .collect();
    assert_eq!(folded.parse::<Contact>().expect("reads"), card);
    assert_eq!(text.to_uppercase().parse::<Contact>().expect("reads"), card);
}

#[test]
fn a_mistyped_card_is_refused() {
    let text = ada().contact("Ada").expect("a card").to_string();
    for at in 7..text.len() {
        for letter in ['q', 'z', 'b'] {
            let mut typed = text.clone();
            if typed.as_bytes()[at] == letter as u8 {
                continue;
            }
            typed.replace_range(at..=at, &letter.to_string());
            let error = typed.parse::<Contact>().expect_err("a wrong letter");
            assert!(matches!(error, HandoverError::CardMistyped), "{at}: {error}");
        }
    }
    for end in 8..text.len() {
        assert!(text[..end].parse::<Contact>().is_err(), "cut at {end}");
    }
}

#[test]
fn what_is_no_card_is_told_apart() {
    for foreign in [
        "",
        "hello",
        "age1qqqq",
        &"valise1".repeat(1000),
        &ada().recipient().to_string(),
    ] {
        assert!(
            matches!(foreign.parse::<Contact>(), Err(HandoverError::CardForeign)),
            "{foreign}"
        );
    }
    let encode = |bytes: &[u8]| {
        bech32::encode::<bech32::Bech32m>(Hrp::parse_unchecked("valise"), bytes).expect("encodes")
    };
    let mut newer = vec![2];
    newer.extend_from_slice(&[1; 64]);
    newer.extend_from_slice(b"Ada");
    assert!(matches!(
        encode(&newer).parse::<Contact>(),
        Err(HandoverError::CardNewer)
    ));
    assert!(matches!(
        encode(&[1; 20]).parse::<Contact>(),
        Err(HandoverError::CardForeign)
    ));
    let mut low = vec![1];
    low.extend_from_slice(ada().public().signing());
    low.extend_from_slice(&[0; 32]);
    low.extend_from_slice(b"Eve");
    assert!(matches!(
        encode(&low).parse::<Contact>(),
        Err(HandoverError::RecipientUnfit)
    ));
}

#[test]
fn names_are_visible_and_bounded() {
    for bad in [
        "",
        "  ",
        "Ada\nEve",
        "Ada\u{202E}evE",
        "A\u{200B}da",
        &"a".repeat(121),
    ] {
        assert!(
            matches!(ada().contact(bad), Err(HandoverError::NameUnfit)),
            "{bad:?}"
        );
    }
    assert_eq!(ada().contact(" Lo\u{308}we ").expect("a card").name(), "Löwe");
    assert!(
        ada()
            .contact(&"é".repeat(60))
            .expect("a card")
            .to_string()
            .parse::<Contact>()
            .is_ok()
    );
}
