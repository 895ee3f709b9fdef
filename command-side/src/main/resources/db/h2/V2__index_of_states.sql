-- The index also leads to the states of accounts, which take the place of snapshots. It has a new name, so that no earlier
-- version of the program goes on with it, and is made again from the journal at the next start.
DROP TABLE snapshot;
DROP TABLE stream_index;
CREATE TABLE stream_block (
    stream        VARCHAR(400) NOT NULL,
    last_position BIGINT NOT NULL,
    positions     VARBINARY(100000000) NOT NULL, -- ascending row positions as differences, variable-length
    PRIMARY KEY (stream, last_position)
);
DELETE FROM hold_expiry;
UPDATE index_progress SET position = 0;
