CREATE TABLE connection_addresses (
    connection INTEGER PRIMARY KEY REFERENCES connection (key) ON DELETE CASCADE,
    -- JSON: which of the payer's addresses the sign-in used, and why. Holds no secret.
    addresses TEXT NOT NULL
) STRICT;
