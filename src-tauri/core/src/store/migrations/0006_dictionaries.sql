CREATE TABLE dictionary (
    -- What the resources of a search have in common: bodies of `resource` and of `resource_version` that were compressed
    -- with its help name it (body.rs).
    name BLOB PRIMARY KEY,
    connection INTEGER NOT NULL REFERENCES connection (key) ON DELETE CASCADE,
    search TEXT NOT NULL,
    -- Its length in bytes, and its bytes compressed by zstd.
    length INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX dictionary_search ON dictionary (connection, search);
