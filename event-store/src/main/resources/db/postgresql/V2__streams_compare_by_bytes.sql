-- Names of streams are looked up by ranges of bytes, which the collation of a language would reorder; bytes are also
-- compared faster.
ALTER TABLE stream_index ALTER COLUMN stream TYPE VARCHAR(400) COLLATE "C";
ALTER TABLE snapshot ALTER COLUMN stream TYPE VARCHAR(400) COLLATE "C";
ALTER TABLE hold_expiry ALTER COLUMN stream TYPE VARCHAR(400) COLLATE "C";
