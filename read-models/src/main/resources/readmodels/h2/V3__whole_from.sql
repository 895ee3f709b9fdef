-- The head when the tables of a version were made to serve at once: before that position, what they say was true of no moment.
ALTER TABLE projection_version ADD COLUMN whole_from BIGINT DEFAULT 0 NOT NULL;
