-- What a claim puts towards the deductible: as the payer wrote it where it has no scaled form in the claim's `currency`,
-- else as a multiple of 0.0001.
ALTER TABLE claim ADD COLUMN deductible_text TEXT;
ALTER TABLE claim ADD COLUMN deductible_currency TEXT;
ALTER TABLE claim ADD COLUMN deductible INTEGER CHECK (abs(deductible) < 549755813888);

-- Which of a year's balances the claim states, and of which day: care day (care_day.rs) * 2^16 + shape (balances.rs).
ALTER TABLE claim ADD COLUMN balances INTEGER NOT NULL DEFAULT 0;

-- The list's order together with all that is counted and added up.
DROP INDEX claim_facts;
CREATE INDEX claim_facts ON claim
    (position, person, kind, status, currency, billed, discount, paid, owe, in_network, deductible, balances);

-- The connection's mark when the next version took this one's place.
ALTER TABLE resource_version ADD COLUMN replaced_at INTEGER NOT NULL DEFAULT 0;

-- Claims of a connection's first sync arrive with mark 0 and are never news, so that few claims are in here.
UPDATE claim SET arrived = 0
WHERE arrived <= (SELECT seen FROM connection WHERE connection.key = claim.connection);
CREATE INDEX claim_news ON claim (position) WHERE arrived > 0 OR changed > 0;
