package org.tallystick.readmodels;

import org.junit.jupiter.api.extension.ExtendWith;

/** The same on PostgreSQL, each test in a database of its own. */
@ExtendWith(EmptyPostgres.class)
class StreamReadsOnPostgresTest extends StreamReadsTest {}
