-- One row per unit of work: all events of one command, as one Smile document. See docs/internals/journal.md.
CREATE TABLE journal (
    position    BIGINT NOT NULL PRIMARY KEY, -- of the last event in the row; dense over the events of all rows
    events      INT NOT NULL,
    recorded_at BIGINT NOT NULL,             -- microseconds since 1970-01-01T00:00:00Z
    data        VARBINARY(100000000) NOT NULL,
    checksum    INT NOT NULL                 -- CRC-32C over position, events, recorded_at and data
);

-- Which rows of the journal hold events of a stream; written in blocks, some time after the journal.
CREATE TABLE stream_index (
    stream        VARCHAR(400) NOT NULL,
    last_position BIGINT NOT NULL,
    positions     VARBINARY(100000000) NOT NULL, -- ascending row positions as differences, variable-length
    PRIMARY KEY (stream, last_position)
);

CREATE TABLE snapshot (
    stream   VARCHAR(400) NOT NULL PRIMARY KEY,
    sequence BIGINT NOT NULL,
    position BIGINT NOT NULL,
    type     VARCHAR(100) NOT NULL,
    revision INT NOT NULL,
    data     VARBINARY(1000000) NOT NULL,
    checksum INT NOT NULL
);

-- Pending transactions that expire, as of the position in index_progress.
CREATE TABLE hold_expiry (
    stream     VARCHAR(400) NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL -- microseconds since 1970-01-01T00:00:00Z
);
CREATE INDEX hold_expiry_due ON hold_expiry (expires_at, stream);

-- How far stream_index, snapshot and hold_expiry have come.
CREATE TABLE index_progress (
    id       INT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);
INSERT INTO index_progress (id, position) VALUES (1, 0);

-- Who may write. Every append checks epoch and head in its own transaction.
CREATE TABLE writer_lease (
    id         INT NOT NULL PRIMARY KEY,
    epoch      BIGINT NOT NULL,
    head       BIGINT NOT NULL,
    holder     VARCHAR(400),
    expires_at BIGINT NOT NULL -- microseconds since 1970-01-01T00:00:00Z, by the clock of the database
);
INSERT INTO writer_lease (id, epoch, head, holder, expires_at) VALUES (1, 0, 0, NULL, 0);
