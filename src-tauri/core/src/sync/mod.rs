//! Fetching records: a pure plan, then pages, each one a transaction.
