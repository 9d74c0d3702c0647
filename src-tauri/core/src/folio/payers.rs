//! The payers as this app can use them now.

use crate::{
    ipc::{AppError, PayerKind, PayersFile},
    payer::{Payer, Registry},
};

use super::{Folio, error, lock};

/// The file in the configuration folder that changes the payers. Read when the app starts.
pub(super) const FILE: &str = "payers.toml";

impl Folio {
    /// What became of this computer's file of payers.
    #[must_use]
    pub fn payers_file(&self) -> PayersFile {
        self.payers_file.clone()
    }

    /// The payers; the demo plan without addresses until it runs.
    pub(super) fn registry(&self) -> Registry {
        lock(&self.registry).clone()
    }

    /// A payer that is about to be used; the demo plan is started where it does not run.
    pub(super) async fn payer(&self, key: &str) -> Result<Payer, AppError> {
        let payer = lock(&self.registry).get(key).cloned().ok_or_else(error::payer_unlisted)?;
        if payer.kind != PayerKind::Demo {
            return Ok(payer);
        }
        let origin = self.host.demo_plan().await.map_err(|cause| error::disk_error(&cause))?;
        let mut registry = lock(&self.registry);
        *registry = registry.clone().with_demo(&origin).map_err(|_| error::unexpected("demo plan"))?;
        registry.get(key).cloned().ok_or_else(error::not_found)
    }
}
