CREATE TABLE appeal (
    -- What the member keeps of an appeal. Goes with the claim, and is the only row here that cannot be fetched again.
    claim INTEGER PRIMARY KEY REFERENCES resource (key) ON DELETE CASCADE,
    -- The kind of plan that the member chose, see codes.rs.
    plan INTEGER,
    -- Days, YYYY-MM-DD: the date on the plan's letter, and since when the appeal has its status.
    letter_date TEXT,
    status INTEGER NOT NULL DEFAULT 0,
    status_date TEXT,
    note TEXT NOT NULL DEFAULT '',
    -- Whether the member wants to be reminded, and of which last day.
    remind INTEGER NOT NULL DEFAULT 0 CHECK (remind IN (0, 1)),
    last_day TEXT
) STRICT;
