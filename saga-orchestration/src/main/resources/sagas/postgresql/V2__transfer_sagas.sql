-- The saga of each transfer that has not ended.
CREATE TABLE transfer_saga (
    transfer VARCHAR(100) NOT NULL PRIMARY KEY,
    state    BYTEA NOT NULL, -- JSON
    wakes_at BIGINT       -- milliseconds since 1970-01-01T00:00:00Z
);
CREATE INDEX transfer_saga_due ON transfer_saga (wakes_at);
