//! Invents values of a given shape, the same ones for the same seed. So nothing that looks like
//! a real secret is kept in the project.

pub(super) struct Inventor(u64);

const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DIGITS: &str = "0123456789";

impl Inventor {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit
    }

    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn letters(&mut self, alphabet: &str, length: usize) -> String {
        let alphabet = alphabet.as_bytes();
        (0..length)
            .map(|_| alphabet[self.below(alphabet.len())] as char)
            .collect()
    }

    /// Fills a shape of `rules.toml`. Braces that are no shape stay as they are.
    pub fn fill(&mut self, shape: &str) -> String {
        let mut out = String::new();
        let mut rest = shape;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((inside, behind)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            match self.value(inside) {
                Some(value) => out.push_str(&value),
                None => out.push_str(&format!("{{{inside}}}")),
            }
            rest = behind;
        }
        out + rest
    }

    fn value(&mut self, inside: &str) -> Option<String> {
        if inside.contains('|') {
            return Some(self.pick(&inside.split('|').collect::<Vec<_>>()).to_owned());
        }
        let (class, length) = inside.split_once(':')?;
        let length: usize = length.parse().ok()?;
        let alphabet = match class {
            "hex" => "0123456789abcdef".to_owned(),
            "alnum" => [LOWER, UPPER, DIGITS].concat(),
            "lower" => LOWER.to_owned(),
            "upper" => UPPER.to_owned(),
            "digit" => DIGITS.to_owned(),
            "base36" => [LOWER, DIGITS].concat(),
            "base32" => [UPPER, "234567"].concat(),
            "bech32" => "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L".to_owned(),
            "base64" => [LOWER, UPPER, DIGITS, "+/"].concat(),
            "base64url" => [LOWER, UPPER, DIGITS, "-_"].concat(),
            // Letters first, so that it is no reference; one digit at least.
            "password" => {
                let middle = self.letters(&[LOWER, UPPER, DIGITS, "#!%*+^~-_"].concat(), length - 3);
                return Some(
                    self.letters(&[LOWER, UPPER].concat(), 1)
                        + &middle
                        + &self.letters(DIGITS, 1)
                        + &self.letters(LOWER, 1),
                );
            }
            "strong" => {
                let middle = self.letters(&[LOWER, UPPER, DIGITS, "#!%*$&"].concat(), length - 4);
                let ends = (
                    self.letters(UPPER, 1),
                    self.letters("#!%", 1),
                    self.letters(DIGITS, 1),
                    self.letters(LOWER, 1),
                );
                return Some(format!("{}{middle}{}{}{}", ends.0, ends.1, ends.2, ends.3));
            }
            "basic" => {
                let plain = format!("admin:{}", self.letters(&[LOWER, DIGITS].concat(), length));
                return Some(encode(plain.as_bytes()));
            }
            _ => return None,
        };
        Some(self.letters(&alphabet, length))
    }
}

/// Plain base64 with padding.
pub(super) fn encode(bytes: &[u8]) -> String {
    let alphabet: Vec<char> = [UPPER, LOWER, DIGITS, "+/"].concat().chars().collect();
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0u32, |bits, b| bits << 8 | u32::from(*b)) << (8 * (3 - three.len()));
        for place in 0..4 {
            out.push(if place <= three.len() {
                alphabet[(bits >> (18 - 6 * place)) as usize & 63]
            } else {
                '='
            });
        }
    }
    out
}
