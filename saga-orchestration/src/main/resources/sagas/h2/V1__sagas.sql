-- Sagas of Axon's JDBC saga store. A saga that has ended is deleted.
CREATE TABLE SagaEntry (
    sagaId         VARCHAR(100) NOT NULL PRIMARY KEY,
    revision       VARCHAR(50),
    sagaType       VARCHAR(200),
    serializedSaga VARBINARY(1000000)
);

CREATE TABLE AssociationValueEntry (
    associationKey   VARCHAR(50) NOT NULL,
    associationValue VARCHAR(200) NOT NULL,
    sagaId           VARCHAR(100) NOT NULL,
    sagaType         VARCHAR(200) NOT NULL
);
CREATE INDEX association_of ON AssociationValueEntry (associationValue, associationKey, sagaType);
CREATE INDEX association_saga ON AssociationValueEntry (sagaId);

-- How far each segment of a processor has read, and who reads it.
CREATE TABLE TokenEntry (
    processorName VARCHAR(100) NOT NULL,
    segment       INT NOT NULL,
    token         VARBINARY(10000),
    tokenType     VARCHAR(200),
    timestamp     VARCHAR(50),
    owner         VARCHAR(200),
    PRIMARY KEY (processorName, segment)
);

-- Deadlines, as db-scheduler has them.
CREATE TABLE scheduled_tasks (
    task_name            VARCHAR(100) NOT NULL,
    task_instance        VARCHAR(100) NOT NULL,
    task_data            VARBINARY(1000000),
    execution_time       TIMESTAMP WITH TIME ZONE NOT NULL,
    picked               BOOLEAN NOT NULL,
    picked_by            VARCHAR(200),
    last_success         TIMESTAMP WITH TIME ZONE,
    last_failure         TIMESTAMP WITH TIME ZONE,
    consecutive_failures INT,
    last_heartbeat       TIMESTAMP WITH TIME ZONE,
    version              BIGINT NOT NULL,
    priority             SMALLINT,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_due ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat);
