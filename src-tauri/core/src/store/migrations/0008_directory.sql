-- What public directories said. None of it is about a member but what they typed, chose, saved and noted, so none of it
-- goes with a connection.
CREATE TABLE care_answer (
    -- The newest answer to each question, to be shown without a network. Oldest first, they make room for new ones.
    payer TEXT NOT NULL,
    -- The question as JSON, tidied up; 'networks' for the list of networks.
    question TEXT NOT NULL,
    fetched TEXT NOT NULL,
    -- What came, as JSON, compressed.
    length INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (payer, question)
) STRICT;
CREATE INDEX care_answer_age ON care_answer (fetched);

CREATE TABLE care_network (
    -- The network that the member chose for a payer: its id in the directory, and its name there.
    payer TEXT PRIMARY KEY,
    network TEXT NOT NULL,
    name TEXT
) STRICT;

CREATE TABLE care_saved (
    -- The member's list.
    id INTEGER PRIMARY KEY,
    payer TEXT NOT NULL,
    payer_name TEXT NOT NULL,
    -- The row's key, and the row as it was when it was saved, as JSON.
    entry TEXT NOT NULL,
    row TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    saved TEXT NOT NULL,
    UNIQUE (payer, entry)
) STRICT;

CREATE TABLE care_copy (
    -- Dated copies of what a directory said. Never changed.
    id INTEGER PRIMARY KEY,
    payer_name TEXT NOT NULL,
    taken TEXT NOT NULL,
    -- The row as it was read then, as JSON.
    row TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    -- The resources with their addresses, as JSON, compressed.
    length INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT;
