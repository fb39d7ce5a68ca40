//! Formulas over named inputs: `+`, `*`, `/`, keys and whole numbers, without brackets.

use std::str::FromStr;

use num_traits::Zero;
use thiserror::Error;

use crate::decimal::Ratio;

/// Most operands of one formula. Ours have at most five; exact products of a hostile one would grow without end.
const MAX_OPERANDS: usize = 32;

/// A formula such as `month_bill * 12 * unused_share / 100`. It rises with every input, so all-low
/// gives the lower end and all-high the upper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    terms: Vec<Vec<Factor>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Factor {
    divides: bool,
    value: Operand,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Operand {
    Key(String),
    Whole(u64),
}

/// Why a formula is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ExpressionError {
    /// A sign where a key or number must stand, or the other way round. The byte is counted from 0.
    #[error("unexpected sign at byte {0}")]
    Unexpected(usize),
    /// A division by the number zero.
    #[error("division by zero")]
    DivisionByZero,
    /// A division by an input: the formula would fall as the input rises.
    #[error("division by the input {0}")]
    DivisionByKey(String),
    /// More operands than a formula may have.
    #[error("more than 32 inputs and numbers")]
    TooLong,
    /// An input that the formula names has no value.
    #[error("no value for {0}")]
    Missing(String),
}

impl FromStr for Expression {
    type Err = ExpressionError;

    fn from_str(text: &str) -> Result<Self, ExpressionError> {
        let mut terms = vec![Vec::new()];
        let (mut divides, mut wants_operand, mut operands) = (false, true, 0);
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            match bytes[at] {
                b' ' => at += 1,
                sign @ (b'+' | b'*' | b'/') if !wants_operand => {
                    if sign == b'+' {
                        terms.push(Vec::new());
                    }
                    divides = sign == b'/';
                    wants_operand = true;
                    at += 1;
                }
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' if wants_operand => {
                    while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || bytes[at] == b'_') {
                        at += 1;
                    }
                    operands += 1;
                    if operands > MAX_OPERANDS {
                        return Err(ExpressionError::TooLong);
                    }
                    let value = operand(&text[start..at], start)?;
                    check_divisor(divides, &value)?;
                    let term = terms.last_mut().expect("there is always a term");
                    term.push(Factor { divides, value });
                    (divides, wants_operand) = (false, false);
                }
                _ => return Err(ExpressionError::Unexpected(start)),
            }
        }
        if wants_operand {
            Err(ExpressionError::Unexpected(text.len()))
        } else {
            Ok(Self { terms })
        }
    }
}

fn operand(word: &str, at: usize) -> Result<Operand, ExpressionError> {
    if word.starts_with(|letter: char| letter.is_ascii_digit()) {
        word.parse()
            .map(Operand::Whole)
            .map_err(|_| ExpressionError::Unexpected(at))
    } else {
        Ok(Operand::Key(word.to_owned()))
    }
}

fn check_divisor(divides: bool, value: &Operand) -> Result<(), ExpressionError> {
    match value {
        Operand::Whole(0) if divides => Err(ExpressionError::DivisionByZero),
        Operand::Key(key) if divides => Err(ExpressionError::DivisionByKey(key.clone())),
        _ => Ok(()),
    }
}

impl Expression {
    /// The keys that the formula names, in order, each once.
    pub fn keys(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = Vec::new();
        for factor in self.terms.iter().flatten() {
            if let Operand::Key(key) = &factor.value
                && !keys.contains(&key.as_str())
            {
                keys.push(key);
            }
        }
        keys
    }

    /// The exact value with these inputs.
    pub fn value(&self, input: impl Fn(&str) -> Option<Ratio>) -> Result<Ratio, ExpressionError> {
        let mut sum = Ratio::zero();
        for term in &self.terms {
            let mut product = Ratio::from_integer(1.into());
            for factor in term {
                let value = match &factor.value {
                    Operand::Whole(number) => Ratio::from_integer((*number).into()),
                    Operand::Key(key) => input(key).ok_or_else(|| ExpressionError::Missing(key.clone()))?,
                };
                product = if factor.divides {
                    product / value
                } else {
                    product * value
                };
            }
            sum += product;
        }
        Ok(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Result<Ratio, ExpressionError> {
        text.parse::<Expression>()?.value(|key| match key {
            "a" => Some(Ratio::from_integer(7.into())),
            "b" => Some(Ratio::new(1.into(), 2.into())),
            _ => None,
        })
    }

    #[test]
    fn products_bind_before_sums() {
        assert_eq!(value("a + a * b / 2 + 1"), Ok(Ratio::new(39.into(), 4.into())));
        assert_eq!(value("a/2*b"), Ok(Ratio::new(7.into(), 4.into())));
    }

    #[test]
    fn anything_else_is_refused() {
        for bad in [
            "", "a +", "* a", "a b", "a - b", "(a)", "a ** b", "a / 0", "1.5", "12x", "ä",
        ] {
            assert!(bad.parse::<Expression>().is_err(), "{bad}");
        }
        assert_eq!(
            "1 / a".parse::<Expression>(),
            Err(ExpressionError::DivisionByKey("a".to_owned()))
        );
        assert_eq!(value("c"), Err(ExpressionError::Missing("c".to_owned())));
        let at_most = ["a"; MAX_OPERANDS].join("*");
        assert!(value(&at_most).is_ok());
        assert_eq!(value(&format!("{at_most}+a")), Err(ExpressionError::TooLong));
    }

    #[test]
    fn every_formula_of_the_library_reads_with_its_inputs() {
        for template in crate::library::Library::built_in().templates() {
            for driver in &template.loss_model.drivers {
                let expression: Expression = driver.expr.parse().expect("a formula");
                let mut named: Vec<&str> = expression.keys();
                let mut inputs: Vec<&str> = driver.inputs.iter().map(|input| input.key.as_str()).collect();
                named.sort_unstable();
                inputs.sort_unstable();
                assert_eq!(named, inputs, "{}", template.id);
            }
        }
    }
}
