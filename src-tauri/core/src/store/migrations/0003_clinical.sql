CREATE TABLE record (
    -- What a list needs of a health record beside claims. All of it can be made again from the resource.
    id INTEGER PRIMARY KEY REFERENCES resource (key) ON DELETE CASCADE,
    -- care day (care_day.rs) * 2^24 + id: the order within a kind. Undated records come first here, last in a list.
    position INTEGER NOT NULL CHECK (position % 16777216 = id),
    -- The care day of its end, of its start where it states none.
    last_day INTEGER NOT NULL,
    -- Rows of connection and person. They go together with the resource.
    connection INTEGER NOT NULL,
    person INTEGER NOT NULL,
    -- See codes.rs.
    kind INTEGER NOT NULL,
    standing INTEGER NOT NULL,
    -- FHIR dates and times as the payer wrote them.
    start_date TEXT,
    end_date TEXT,
    -- The payer's words.
    title TEXT,
    value TEXT,
    interpretation TEXT,
    performer TEXT,
    -- The connection's mark when it came, and when it last changed.
    arrived INTEGER NOT NULL,
    changed INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The list's order together with what it is filtered by.
CREATE INDEX record_list ON record (kind, position DESC, person);

-- What one person has on some days.
CREATE INDEX record_person ON record (person, position, last_day);

-- Words of records; a row is a record.id. The words themselves are in the resource only.
CREATE VIRTUAL TABLE record_text USING fts5(
    words,
    content = '',
    contentless_delete = 1,
    prefix = '2 3',
    tokenize = "unicode61 remove_diacritics 2 tokenchars '.'"
);
