-- What else the directory listed of the same, as rows in JSON: a copy holds every role, place and network that it is made
-- of. Copies of before have one row, and its resources.
ALTER TABLE care_copy ADD COLUMN others TEXT NOT NULL DEFAULT '[]';
