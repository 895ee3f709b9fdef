-- The index also leads to the states of accounts, which take the place of snapshots, and has a block for many transactions.
-- Its new name keeps earlier versions of the program from going on with it; the next start makes it again from the journal. A migration that was
-- cut off is done again.
DROP TABLE IF EXISTS snapshot;
DROP TABLE IF EXISTS stream_index;
CREATE TABLE IF NOT EXISTS stream_block (
    stream        VARCHAR(400) NOT NULL,
    last_position BIGINT NOT NULL,
    positions     VARBINARY(100000000) NOT NULL, -- ascending row positions as differences, variable-length
    PRIMARY KEY (stream, last_position)
);

-- Transactions whose identifiers have the form that the program mints; the others are in stream_block.
CREATE TABLE IF NOT EXISTS transaction_block (
    ledger        VARCHAR(63) NOT NULL,
    last_id       VARBINARY(16) NOT NULL,
    first_id      VARBINARY(16) NOT NULL, -- less than a second before last_id
    last_position BIGINT NOT NULL,        -- the highest in the block
    entries       VARBINARY(8000) NOT NULL,
    PRIMARY KEY (ledger, last_id, first_id, last_position)
);

DELETE FROM hold_expiry;
UPDATE index_progress SET position = 0;
