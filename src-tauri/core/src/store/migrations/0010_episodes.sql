CREATE TABLE episode_fact (
    -- What a claim says that can make it part of a story: claims/episodes, as JSON. It is read whole, therefore by itself.
    claim INTEGER PRIMARY KEY REFERENCES resource (key) ON DELETE CASCADE,
    -- Its person; goes with the connection.
    person INTEGER NOT NULL,
    -- The claim's FHIR id, days of care, kind, provider, and whether it counts, so that the claim itself need not be read.
    id TEXT NOT NULL,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    provider TEXT,
    counts INTEGER NOT NULL CHECK (counts IN (0, 1)),
    facts TEXT NOT NULL
) STRICT;

CREATE TABLE episode (
    -- A story. Made again from episode_fact and episode_correction whenever a sync brought claims of its person.
    -- Its first claim.
    key INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person (key) ON DELETE CASCADE,
    -- The claim that it is about.
    lead INTEGER NOT NULL,
    -- See codes.rs.
    about INTEGER NOT NULL,
    -- The code that there are words for.
    code TEXT,
    place TEXT,
    own_name TEXT,
    -- YYYY-MM-DD.
    start_date TEXT NOT NULL,
    end_date TEXT NOT NULL,
    claims INTEGER NOT NULL
) STRICT;

CREATE INDEX episode_person ON episode (person);

CREATE TABLE episode_member (
    claim INTEGER PRIMARY KEY REFERENCES resource (key) ON DELETE CASCADE,
    episode INTEGER NOT NULL REFERENCES episode (key) ON DELETE CASCADE,
    -- See codes.rs.
    reason INTEGER NOT NULL,
    days INTEGER NOT NULL,
    is_sure INTEGER NOT NULL CHECK (is_sure IN (0, 1))
) STRICT;

CREATE INDEX episode_member_episode ON episode_member (episode);

CREATE TABLE episode_correction (
    -- What the member said of stories, in its order: kept through every sync, gone with its connection.
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    person INTEGER NOT NULL REFERENCES person (key) ON DELETE CASCADE,
    -- See codes.rs.
    kind INTEGER NOT NULL,
    claim INTEGER NOT NULL REFERENCES resource (key) ON DELETE CASCADE,
    other INTEGER REFERENCES resource (key) ON DELETE CASCADE,
    name TEXT
) STRICT;

CREATE INDEX episode_correction_person ON episode_correction (person);
CREATE INDEX episode_correction_claim ON episode_correction (claim);
CREATE INDEX episode_correction_other ON episode_correction (other);

-- 1 from when a claim of the person came until the stories are made again.
ALTER TABLE person ADD COLUMN episodes_stale INTEGER NOT NULL DEFAULT 0;
