-- The saga of each payment that has not ended.
CREATE TABLE payment_saga (
    payment  VARCHAR(100) NOT NULL PRIMARY KEY,
    state    VARBINARY(1000000) NOT NULL, -- JSON
    wakes_at BIGINT       -- milliseconds since 1970-01-01T00:00:00Z; null when it waits for a person
);
CREATE INDEX payment_saga_due ON payment_saga (wakes_at);

-- How far each segment of a processor has read, and who reads it: the table of Axon's JDBC token store.
CREATE TABLE TokenEntry (
    processorName VARCHAR(100) NOT NULL,
    segment       INT NOT NULL,
    token         VARBINARY(10000),
    tokenType     VARCHAR(200),
    timestamp     VARCHAR(50),
    owner         VARCHAR(200),
    PRIMARY KEY (processorName, segment)
);
