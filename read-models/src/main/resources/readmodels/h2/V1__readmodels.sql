-- The versions of each projection. Queries read the serving one in their own transaction.
CREATE TABLE projection_version (
    name     VARCHAR(50) NOT NULL,
    version  INT NOT NULL,
    serving  BOOLEAN NOT NULL,
    position BIGINT NOT NULL, -- every event up to it is in the tables of this version or in dead_letter
    PRIMARY KEY (name, version)
);

-- Events that a projection could not take, and what follows them on the same stream.
CREATE TABLE dead_letter (
    projection VARCHAR(50) NOT NULL,
    version    INT NOT NULL,
    position   BIGINT NOT NULL,
    stream     VARCHAR(400) NOT NULL,
    cause      VARCHAR(1000) NOT NULL,
    attempts   INT NOT NULL,
    parked_at  BIGINT NOT NULL, -- microseconds since 1970-01-01T00:00:00Z
    PRIMARY KEY (projection, version, position)
);
CREATE INDEX dead_letter_stream ON dead_letter (projection, version, stream, position);
