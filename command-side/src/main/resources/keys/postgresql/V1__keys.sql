-- The keys of the beneficiaries of payments, apart from the events that they open. Deleting one erases the beneficiary.
CREATE TABLE beneficiary_key (
    id     VARCHAR(40) NOT NULL PRIMARY KEY,
    secret BYTEA NOT NULL
);
