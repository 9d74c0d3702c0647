CREATE TABLE payment (
    -- What the member entered as paid for a claim: for health accounts (HSA, FSA). Goes with the claim, survives every
    -- rebuild, and follows the claim that takes its claim's place.
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    claim INTEGER NOT NULL REFERENCES resource (key) ON DELETE CASCADE,
    -- Days, YYYY-MM-DD: when it was paid, and when an account paid it back.
    paid_on TEXT NOT NULL,
    reimbursed_on TEXT,
    -- How it was paid, see codes.rs.
    way INTEGER NOT NULL,
    -- A decimal; none where the member did not say it.
    amount TEXT,
    currency TEXT NOT NULL DEFAULT 'USD',
    note TEXT NOT NULL DEFAULT '',
    -- What the plan said was owed when this was last saved.
    owed_text TEXT,
    owed_currency TEXT,
    -- 1 where the member took it away: it can be brought back until the file is opened again.
    removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;

CREATE INDEX payment_claim ON payment (claim);

CREATE TABLE payment_receipt (
    -- A file that the member keeps with a payment. Never opened here.
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    payment INTEGER NOT NULL REFERENCES payment (key) ON DELETE CASCADE,
    -- As the member's file was called.
    name TEXT NOT NULL,
    -- What its first bytes say that it is, see codes.rs.
    media INTEGER NOT NULL,
    -- RFC 3339.
    added TEXT NOT NULL,
    body BLOB NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;

CREATE INDEX payment_receipt_payment ON payment_receipt (payment);
