//! The HTTP clients, each made once: making one reads the computer's certificates.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use tokio::sync::OnceCell;

use crate::{
    directory::client as directory,
    fhir::client::RefusedGets,
    http::{HttpClient, NoTls, Timeouts},
    ipc::AppError,
    payer::discovery,
};

use super::{blocking, error, lock};

/// The clients of this app. Made when they are first needed, on a thread that may block.
#[derive(Default)]
pub(super) struct Clients {
    token: OnceCell<HttpClient>,
    fhir: OnceCell<HttpClient>,
    discovery: OnceCell<HttpClient>,
    directory: OnceCell<HttpClient>,
    /// By payer.
    refused: Mutex<HashMap<String, Arc<RefusedGets>>>,
}

impl Clients {
    /// The client for token and revocation endpoints.
    pub(super) async fn token(&self) -> Result<HttpClient, AppError> {
        made_once(&self.token, || HttpClient::token(Timeouts::TOKEN)).await
    }

    /// What a payer refuses by GET, as far as was seen since the app started.
    pub(super) fn refused(&self, payer: &str) -> Arc<RefusedGets> {
        Arc::clone(lock(&self.refused).entry(payer.to_owned()).or_default())
    }

    /// The client that looks up where a payer's servers are, and gives up early.
    pub(super) async fn discovery(&self) -> Result<HttpClient, AppError> {
        made_once(&self.discovery, || HttpClient::fhir(discovery::TIMEOUTS)).await
    }

    /// The client for public directories: a member's tokens never come near it.
    pub(super) async fn directory(&self) -> Result<HttpClient, AppError> {
        made_once(&self.directory, || HttpClient::fhir(directory::TIMEOUTS)).await
    }

    /// The client for FHIR servers.
    pub(super) async fn fhir(&self) -> Result<HttpClient, AppError> {
        made_once(&self.fhir, || HttpClient::fhir(Timeouts::FHIR)).await
    }
}

async fn made_once(
    cell: &OnceCell<HttpClient>,
    make: impl FnOnce() -> Result<HttpClient, NoTls> + Send + 'static,
) -> Result<HttpClient, AppError> {
    let client = cell.get_or_try_init(|| async { blocking(make).await?.map_err(|_| error::unexpected("TLS")) }).await;
    client.cloned()
}
