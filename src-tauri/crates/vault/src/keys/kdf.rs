//! Argon2id with a floor, a ceiling, a calibration, and a way to walk away from it.

use crate::environment::{Cancel, Clock, Random};
use crate::error::VaultError;
use crate::secret::{Passphrase, Secret32};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::mpsc;
use std::time::Duration;

/// The cost of a key derivation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KdfParams {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl KdfParams {
    /// Nothing weaker is accepted: 64 MiB, 3 passes, 4 lanes.
    pub const FLOOR: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 4,
    };
    /// Nothing dearer is run: 1 GiB, 20 passes, 8 lanes.
    pub const CEILING: Self = Self {
        memory_kib: 1024 * 1024,
        passes: 20,
        lanes: 8,
    };
    /// Where calibration starts: 256 MiB, 3 passes, 4 lanes.
    pub const START: Self = Self {
        memory_kib: 256 * 1024,
        passes: 3,
        lanes: 4,
    };

    /// Checked before any memory is taken, so that a hostile header can neither weaken nor exhaust.
    pub fn check(self) -> Result<Self, VaultError> {
        let (floor, ceiling) = (Self::FLOOR, Self::CEILING);
        if self.memory_kib > ceiling.memory_kib || self.passes > ceiling.passes || self.lanes > ceiling.lanes
        {
            return Err(VaultError::KdfTooCostly);
        }
        if self.memory_kib < floor.memory_kib || self.passes < floor.passes || self.lanes < floor.lanes {
            return Err(VaultError::KdfTooWeak);
        }
        Ok(self)
    }

    /// Is this less than what a new vault would have today on the slowest machine? Then a change of
    /// the passphrase is the occasion to raise it.
    pub fn is_below_start(self) -> bool {
        self.at_least(Self::START) != self
    }

    /// The dearer of the two in each respect.
    pub(crate) fn at_least(self, other: Self) -> Self {
        Self {
            memory_kib: self.memory_kib.max(other.memory_kib),
            passes: self.passes.max(other.passes),
            lanes: self.lanes.max(other.lanes),
        }
    }
}

/// How a new vault chooses its cost, or a changed passphrase a higher one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KdfPolicy {
    /// Upwards from [`KdfParams::START`] to about one second on this machine.
    Calibrate,
    /// Exactly these, within floor and ceiling.
    Fixed(KdfParams),
}

/// Stretches the passphrase. Returns at once when cancelled; the abandoned thread owns its own
/// copies, which wipe themselves when it ends.
pub(crate) fn stretch(
    passphrase: &Passphrase,
    salt: [u8; 16],
    params: KdfParams,
    cancel: &Cancel,
) -> Result<Secret32, VaultError> {
    let params = params.check()?;
    cancel.check()?;
    let (send, receive) = mpsc::sync_channel(1);
    let passphrase = passphrase.clone();
    std::thread::Builder::new()
        .name("key-derivation".to_owned())
        .spawn(move || {
            // The one who waited may have left: then the key is wiped with the message.
            send.send(run(&passphrase, &salt, params)).ok();
        })?;
    loop {
        match receive.recv_timeout(Duration::from_millis(10)) {
            Ok(key) => return key,
            Err(mpsc::RecvTimeoutError::Timeout) => cancel.check()?,
            Err(mpsc::RecvTimeoutError::Disconnected) => return Err(VaultError::KdfTooCostly),
        }
    }
}

fn run(passphrase: &Passphrase, salt: &[u8], params: KdfParams) -> Result<Secret32, VaultError> {
    let cost = Params::new(params.memory_kib, params.passes, params.lanes, Some(32))
        .map_err(|_| VaultError::KdfTooCostly)?;
    let mut key = Secret32::zeroed();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, cost)
        .hash_password_into(passphrase.bytes(), salt, key.expose_mut())
        .map_err(|_| VaultError::KdfTooCostly)?;
    Ok(key)
}

/// Chooses the cost: one trial at the start, memory doubled where the machine is fast, then as many
/// passes as fit into a second.
pub(crate) fn choose(
    policy: KdfPolicy,
    clock: &dyn Clock,
    random: &dyn Random,
    cancel: &Cancel,
) -> Result<KdfParams, VaultError> {
    let start = match policy {
        KdfPolicy::Fixed(params) => return params.check(),
        KdfPolicy::Calibrate => KdfParams::START,
    };
    let mut salt = [0; 16];
    random.fill(&mut salt)?;
    let before = clock.elapsed();
    stretch(&Passphrase::from("calibration"), salt, start, cancel)?;
    Ok(scale(start, clock.elapsed().saturating_sub(before)))
}

fn scale(start: KdfParams, took: Duration) -> KdfParams {
    const TARGET_MS: u64 = 1000;
    let mut took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX).max(1);
    let mut chosen = start;
    if took_ms * 2 <= TARGET_MS {
        chosen.memory_kib *= 2;
        took_ms *= 2;
    }
    let passes = u64::from(start.passes) * TARGET_MS / took_ms;
    let most = u64::from(KdfParams::CEILING.passes);
    chosen.passes = u32::try_from(passes.clamp(u64::from(start.passes), most)).unwrap_or(start.passes);
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calibration_never_goes_below_its_start_nor_above_the_ceiling() {
        for ms in [0, 1, 40, 300, 499, 501, 999, 1001, 60_000] {
            let chosen = scale(KdfParams::START, Duration::from_millis(ms));
            assert!(chosen.check().is_ok(), "within bounds after {ms} ms");
            assert!(
                chosen.memory_kib >= KdfParams::START.memory_kib && chosen.passes >= KdfParams::START.passes
            );
        }
        assert_eq!(
            scale(KdfParams::START, Duration::from_millis(300)).memory_kib,
            512 * 1024
        );
        assert_eq!(scale(KdfParams::START, Duration::from_millis(300)).passes, 5);
        assert_eq!(scale(KdfParams::START, Duration::from_secs(4)), KdfParams::START);
    }

    #[test]
    fn weaker_than_the_start_in_any_respect_is_told() {
        assert!(!KdfParams::START.is_below_start() && !KdfParams::CEILING.is_below_start());
        assert!(KdfParams::FLOOR.is_below_start());
        let fewer = KdfParams {
            passes: KdfParams::START.passes - 1,
            ..KdfParams::CEILING
        };
        assert!(
            fewer.is_below_start(),
            "more memory does not make up for fewer passes"
        );
    }

    #[test]
    fn bounds_are_checked_before_anything_runs() {
        let weak = KdfParams {
            memory_kib: 1024,
            ..KdfParams::FLOOR
        };
        let dear = KdfParams {
            memory_kib: u32::MAX,
            passes: u32::MAX,
            lanes: 4,
        };
        let cancel = Cancel::new();
        let word = Passphrase::from("x");
        assert!(matches!(
            stretch(&word, [0; 16], weak, &cancel),
            Err(VaultError::KdfTooWeak)
        ));
        assert!(matches!(
            stretch(&word, [0; 16], dear, &cancel),
            Err(VaultError::KdfTooCostly)
        ));
    }

    #[test]
    fn argon2id_agrees_with_the_test_vector_of_rfc_9106() {
        let params = argon2::ParamsBuilder::new()
            .m_cost(32)
            .t_cost(3)
            .p_cost(4)
            .data(argon2::AssociatedData::new(&[4; 12]).expect("12 bytes"))
            .build()
            .expect("the vector's own parameters");
        let argon =
            Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params).expect("secret");
        let mut tag = [0; 32];
        argon
            .hash_password_into(&[1; 32], &[2; 16], &mut tag)
            .expect("runs");
        assert_eq!(
            crate::secret::hex(&tag).as_str(),
            "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
        );
    }

    #[test]
    fn a_cancelled_derivation_returns_at_once() {
        let cancel = Cancel::new();
        let other = cancel.clone();
        let dear = KdfParams {
            memory_kib: 256 * 1024,
            passes: 20,
            lanes: 4,
        };
        let started = std::time::Instant::now();
        let stopper = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(100));
            other.cancel();
        });
        let outcome = stretch(&Passphrase::from("x"), [0; 16], dear, &cancel);
        assert!(matches!(outcome, Err(VaultError::Cancelled)));
        assert!(
            started.elapsed() < Duration::from_millis(900),
            "did not wait for the derivation"
        );
        stopper.join().expect("the stopper ends");
    }
}
