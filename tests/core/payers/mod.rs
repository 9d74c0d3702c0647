//! Every payer of the documents, impersonated on loopback: what is not documented is refused there, and counted.

pub(crate) mod household;

mod apart;
mod clients;
mod document;
mod life;
mod matrix;
mod one_refresh;
