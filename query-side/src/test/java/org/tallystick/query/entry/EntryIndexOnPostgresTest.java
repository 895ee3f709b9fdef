package org.tallystick.query.entry;

import org.junit.jupiter.api.extension.ExtendWith;
import org.tallystick.readmodels.EmptyPostgres;

/** The same on PostgreSQL. */
@ExtendWith(EmptyPostgres.class)
class EntryIndexOnPostgresTest extends EntryIndexTest {}
