CREATE TABLE urn (
    -- By what the entries of a file's Bundle name one another (`fullUrl`, `urn:uuid:…`), and what that is here.
    connection INTEGER NOT NULL REFERENCES connection (key) ON DELETE CASCADE,
    urn TEXT NOT NULL,
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (connection, urn)
) STRICT, WITHOUT ROWID;
