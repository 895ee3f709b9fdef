-- What the statements that made the tables of a version add up to. Tables of another shape than this build writes are dropped.
ALTER TABLE projection_version ADD COLUMN shape VARCHAR(64);
