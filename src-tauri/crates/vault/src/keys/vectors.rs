//! Published test vectors, through the same functions that the keys go through.

use super::{derive, hkdf_sha256, wrap};
use crate::secret::{Secret32, hex};
use uuid::Uuid;

fn bytes(digits: &str) -> Vec<u8> {
    let digits: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(16)).collect();
    digits
        .chunks_exact(2)
        .map(|pair| u8::try_from(pair[0] * 16 + pair[1]).expect("two digits"))
        .collect()
}

#[test]
fn hkdf_agrees_with_the_test_cases_of_rfc_5869() {
    // A.1 to A.3: the plain case, long inputs and outputs, neither salt nor info.
    let run = |from: u8, to: u8| (from..=to).collect::<Vec<u8>>();
    let cases = [
        (
            vec![0x0b; 22],
            run(0x00, 0x0c),
            run(0xf0, 0xf9),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        ),
        (
            run(0x00, 0x4f),
            run(0x60, 0xaf),
            run(0xb0, 0xff),
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09\
             da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
        ),
        (
            vec![0x0b; 22],
            vec![],
            vec![],
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
        ),
    ];
    for (input, salt, info, expected) in cases {
        let mut output = vec![0; expected.len() / 2];
        // Cut in two, as label and context are: the parts count as one.
        let (label, context) = info.split_at(info.len() / 2);
        hkdf_sha256(&salt, &input, &[label, context], &mut output);
        assert_eq!(hex(&output).as_str(), expected);
    }
}

#[test]
fn the_wrapping_agrees_with_the_vector_of_the_xchacha_draft() {
    // draft-irtf-cfrg-xchacha-03, A.3.1.
    let key = Secret32::new(std::array::from_fn(|n| 0x80 + u8::try_from(n).expect("32")));
    let nonce = std::array::from_fn(|n| 0x40 + u8::try_from(n).expect("24"));
    let aad = bytes("50515253c0c1c2c3c4c5c6c7");
    let text =
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, \
        sunscreen would be it.";
    let expected = bytes(
        "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb\
         731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452\
         2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9\
         21f9664c97637da9768812f615c68b13b52e\
         c0875924c1c7987947deafd8780acf49",
    );
    let sealed = wrap::seal(&key, &nonce, text, &aad);
    assert_eq!(sealed, expected);
    assert_eq!(
        wrap::open(&key, &nonce, &sealed, &aad).expect("opens").as_slice(),
        text
    );
    for change in 0..4 {
        let (mut nonce, mut aad, mut sealed, mut key) = (nonce, aad.clone(), sealed.clone(), key.clone());
        match change {
            0 => nonce[23] ^= 1,
            1 => aad[0] ^= 1,
            2 => sealed[0] ^= 1,
            _ => key = Secret32::new([0; 32]),
        }
        assert!(
            wrap::open(&key, &nonce, &sealed, &aad).is_none(),
            "change {change}"
        );
    }
}

#[test]
fn labels_vaults_and_clients_each_give_another_key() {
    let root = Secret32::new([1; 32]);
    let (one, other) = (Uuid::from_bytes([1; 16]), Uuid::from_bytes([2; 16]));
    let labels = [
        super::VAULT_KEK,
        super::VAULT_KEK_RECOVERY,
        super::VAULT_KEK_KEYCHAIN,
        super::VAULT_HEADER,
        super::VAULT_REGISTRY,
        super::CLIENT_HEADER,
        super::CLIENT_DATA,
        super::CLIENT_EVIDENCE,
    ];
    let keys: std::collections::BTreeSet<String> = labels
        .iter()
        .flat_map(|label| [one, other].map(|of| hex(derive(&root, of, label).expose()).to_string()))
        .collect();
    assert_eq!(keys.len(), labels.len() * 2);
}
