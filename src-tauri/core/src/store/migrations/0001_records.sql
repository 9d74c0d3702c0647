CREATE TABLE file_state (
    -- One row: what the file as a whole knows of itself.
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    -- The reading (projection.rs) that the rows below were made by.
    projection INTEGER NOT NULL DEFAULT 0,
    -- A rebuild of the projections that was interrupted: the reading that it was making, and its last resource.
    rebuilding INTEGER NOT NULL DEFAULT 0,
    rebuilt_up_to INTEGER NOT NULL DEFAULT 0,
    -- Goes up with every change of `claim`, so that what is held in memory of it can be known to be current.
    claims_changed INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO file_state (only_row) VALUES (1);

CREATE TABLE connection (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    -- The random UUID that the rest of the app knows.
    id TEXT NOT NULL UNIQUE,
    payer TEXT NOT NULL,
    payer_name TEXT NOT NULL,
    -- The patient's FHIR id.
    patient TEXT,
    member_name TEXT,
    -- JSON arrays of text.
    scopes TEXT NOT NULL DEFAULT '[]',
    granted TEXT NOT NULL DEFAULT '[]',
    missing TEXT NOT NULL DEFAULT '[]',
    -- Instants are RFC 3339 in UTC, days are YYYY-MM-DD.
    created TEXT NOT NULL,
    sign_in_needed_since TEXT,
    sign_in_until TEXT,
    last_updated TEXT,
    -- 1 from the beginning of a sync until one ends completely.
    sync_open INTEGER NOT NULL DEFAULT 0,
    -- What a claim that comes or changes now is marked with. A claim is new or changed while its mark is above `seen`,
    -- so that forgetting all marks touches one row.
    mark INTEGER NOT NULL DEFAULT 1,
    seen INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE search_place (
    connection INTEGER NOT NULL REFERENCES connection (key) ON DELETE CASCADE,
    search TEXT NOT NULL,
    -- The next page of a search under way.
    next TEXT,
    started TEXT NOT NULL,
    -- When the last search that reached its end had begun.
    complete_as_of TEXT,
    PRIMARY KEY (connection, search)
) STRICT, WITHOUT ROWID;

CREATE TABLE resource (
    -- Also the claim's id, never used twice. The limit keeps claim.position and the sums of claim_month in 64 bits.
    key INTEGER PRIMARY KEY AUTOINCREMENT CHECK (key < 16777216),
    connection INTEGER NOT NULL REFERENCES connection (key) ON DELETE CASCADE,
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    -- The kind of data that it came with, see codes.rs.
    kind INTEGER NOT NULL,
    -- meta.versionId, and meta.lastUpdated in microseconds since 1970.
    version TEXT,
    last_updated INTEGER,
    -- When this version came, RFC 3339.
    received TEXT NOT NULL,
    -- SHA-256 of the bytes, cut to 16.
    digest BLOB NOT NULL,
    -- The resource as the payer sent it: its length in bytes, and its bytes compressed by zstd.
    length INTEGER NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (connection, type, id)
) STRICT;

CREATE TABLE resource_version (
    -- What a resource said before.
    resource INTEGER NOT NULL REFERENCES resource (key) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    received TEXT NOT NULL,
    length INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (resource, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE resource_reference (
    -- What stored resources refer to, here or not.
    connection INTEGER NOT NULL REFERENCES connection (key) ON DELETE CASCADE,
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    -- The version that a reference named.
    version TEXT,
    PRIMARY KEY (connection, type, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE holding (
    -- How much of each type a connection keeps, earlier versions included in the bytes.
    connection INTEGER NOT NULL REFERENCES connection (key) ON DELETE CASCADE,
    type TEXT NOT NULL,
    kind INTEGER NOT NULL,
    resources INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (connection, type, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    key INTEGER PRIMARY KEY,
    connection INTEGER NOT NULL REFERENCES connection (key) ON DELETE CASCADE,
    -- Empty for claims whose payer named nobody.
    fhir_id TEXT NOT NULL,
    -- The Patient resource, where it is here, and what it says.
    resource INTEGER REFERENCES resource (key) ON DELETE SET NULL,
    short_name TEXT,
    name TEXT,
    birth_date TEXT,
    -- How many claims, replaced ones included.
    claims INTEGER NOT NULL DEFAULT 0,
    UNIQUE (connection, fhir_id)
) STRICT;

CREATE INDEX person_resource ON person (resource);

CREATE TABLE coverage_person (
    -- Whom a Coverage makes a member and whom a dependant: the lower the rank, the earlier in the list of people.
    coverage INTEGER NOT NULL REFERENCES resource (key) ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES person (key) ON DELETE CASCADE,
    rank INTEGER NOT NULL,
    PRIMARY KEY (coverage, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX coverage_person_person ON coverage_person (person, rank);

CREATE TABLE claim (
    -- What a list needs of an ExplanationOfBenefit. All of it can be made again from the resource.
    id INTEGER PRIMARY KEY REFERENCES resource (key) ON DELETE CASCADE,
    -- care day (care_day.rs) * 2^24 + id: the order of the list, and the row of claim_text. Undated claims come first here,
    -- last in a list that is read from its end.
    position INTEGER NOT NULL CHECK (position % 16777216 = id),
    -- Rows of connection and person. They go together with the resource, so that no index is needed to find them by these.
    connection INTEGER NOT NULL,
    person INTEGER NOT NULL,
    -- FHIR dates with the payer's precision.
    start_date TEXT,
    end_date TEXT,
    kind INTEGER NOT NULL,
    title TEXT,
    provider TEXT,
    -- What the claim says of itself, and what holds when the claims that replace it are taken into account.
    own_status INTEGER NOT NULL,
    status INTEGER NOT NULL,
    in_network INTEGER CHECK (in_network IN (0, 1)),
    -- The amounts as the payer wrote them, each with its currency.
    billed_text TEXT,
    billed_currency TEXT,
    discount_text TEXT,
    discount_currency TEXT,
    paid_text TEXT,
    paid_currency TEXT,
    owe_text TEXT,
    owe_currency TEXT,
    -- The currency of the scaled amounts; empty where the payer stated none.
    currency TEXT NOT NULL DEFAULT '',
    -- The amounts in `currency` as multiples of 0.0001, below 2^39 each so that no sum of 2^24 claims leaves 64 bits.
    billed INTEGER CHECK (abs(billed) < 549755813888),
    discount INTEGER CHECK (abs(discount) < 549755813888),
    paid INTEGER CHECK (abs(paid) < 549755813888),
    owe INTEGER CHECK (abs(owe) < 549755813888),
    -- 1 where an amount has no scaled form: sums read it from its text.
    apart INTEGER NOT NULL DEFAULT 0 CHECK (apart IN (0, 1)),
    -- The connection's mark when it came, and when it last changed.
    arrived INTEGER NOT NULL,
    changed INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The list's order together with all that is counted and added up.
CREATE INDEX claim_facts ON claim (position, person, kind, status, currency, billed, discount, paid, owe);

CREATE INDEX claim_apart ON claim (position) WHERE apart = 1;

CREATE TABLE claim_relation (
    -- FHIR ids of two claims of a connection. Either may be missing, and may come later.
    connection INTEGER NOT NULL REFERENCES connection (key) ON DELETE CASCADE,
    older TEXT NOT NULL,
    newer TEXT NOT NULL,
    -- The claim that says so.
    source INTEGER NOT NULL REFERENCES resource (key) ON DELETE CASCADE,
    PRIMARY KEY (connection, older, newer, source)
) STRICT, WITHOUT ROWID;

CREATE INDEX claim_relation_newer ON claim_relation (connection, newer);

CREATE INDEX claim_relation_source ON claim_relation (source);

CREATE TABLE claim_month (
    -- Counts and sums over claims; the writer keeps them exact.
    -- The month as care_day.rs numbers it; 0 for the undated.
    month INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES person (key) ON DELETE CASCADE,
    status INTEGER NOT NULL,
    currency TEXT NOT NULL,
    claims INTEGER NOT NULL DEFAULT 0,
    -- Each sum, and how many claims went into it.
    billed INTEGER NOT NULL DEFAULT 0,
    billed_claims INTEGER NOT NULL DEFAULT 0,
    discount INTEGER NOT NULL DEFAULT 0,
    discount_claims INTEGER NOT NULL DEFAULT 0,
    paid INTEGER NOT NULL DEFAULT 0,
    paid_claims INTEGER NOT NULL DEFAULT 0,
    owe INTEGER NOT NULL DEFAULT 0,
    owe_claims INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (month, kind, person, status, currency)
) STRICT, WITHOUT ROWID;

CREATE INDEX claim_month_person ON claim_month (person, month);

-- Words of claims; a row is a claim.position. The words themselves are in the resource only. Two and
-- three letters of a word that is being typed begin so many words that they have indices of their own.
CREATE VIRTUAL TABLE claim_text USING fts5 (
    words,
    content = '',
    contentless_delete = 1,
    prefix = '2 3',
    tokenize = "unicode61 remove_diacritics 2 tokenchars '.'"
);

-- A page of a search adds a piece to the index. Merging pieces sixteen at a time instead of four writes a third less.
INSERT INTO claim_text (claim_text, rank) VALUES ('automerge', 16);

CREATE TABLE sealed (
    -- Secrets that are too large for a keychain.
    name TEXT PRIMARY KEY,
    secret BLOB NOT NULL
) STRICT, WITHOUT ROWID;
