CREATE TABLE claim_note (
    -- What the member wrote about a claim. Goes with the claim, survives every rebuild, and is shown on the whole chain of
    -- claims that replace each other. Nobody can send it again.
    claim INTEGER PRIMARY KEY REFERENCES resource (key) ON DELETE CASCADE,
    note TEXT NOT NULL
) STRICT;

CREATE TABLE tag (
    -- A word of the member's for claims.
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    -- The name in small letters: two tags do not differ in them alone.
    folded TEXT NOT NULL,
    -- 1 where the member deleted it: it can be brought back until the file is opened again.
    removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX tag_folded ON tag (folded) WHERE removed = 0;

CREATE TABLE claim_tag (
    claim INTEGER NOT NULL REFERENCES resource (key) ON DELETE CASCADE,
    tag INTEGER NOT NULL REFERENCES tag (key) ON DELETE CASCADE,
    PRIMARY KEY (claim, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX claim_tag_tag ON claim_tag (tag);

-- Words of notes and tags; a row is a claim_note.claim or claim_tag.claim. By itself, so that the index of what payers sent
-- stays as it is: what members write is little.
CREATE VIRTUAL TABLE note_text USING fts5 (
    words,
    content = '',
    contentless_delete = 1,
    prefix = '2 3',
    tokenize = "unicode61 remove_diacritics 2 tokenchars '.'"
);

CREATE TABLE saved_view (
    -- Filters of the claims list that the member named.
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    -- A ClaimFilter as JSON. The person and the tags in it may be gone.
    filter TEXT NOT NULL
) STRICT;
