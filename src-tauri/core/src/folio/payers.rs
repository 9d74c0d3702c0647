//! The payers as this app can use them now.

use crate::{
    ipc::{AppError, PayerKind},
    payer::{Payer, Registry},
};

use super::{Folio, error, lock};

impl Folio {
    /// The payers; the demo plan without addresses until it runs.
    pub(super) fn registry(&self) -> Registry {
        lock(&self.registry).clone()
    }

    /// A payer that is about to be used; the demo plan is started where it does not run.
    pub(super) async fn payer(&self, key: &str) -> Result<Payer, AppError> {
        let payer = self.registry().get(key).cloned().ok_or_else(error::not_found)?;
        if payer.kind != PayerKind::Demo {
            return Ok(payer);
        }
        let origin = self.host.demo_plan().await.map_err(|cause| error::disk_error(&cause))?;
        let registry = self.registry().with_demo(&origin).map_err(|_| error::unexpected("demo plan"))?;
        let payer = registry.get(key).cloned().ok_or_else(error::not_found)?;
        *lock(&self.registry) = registry;
        Ok(payer)
    }
}
