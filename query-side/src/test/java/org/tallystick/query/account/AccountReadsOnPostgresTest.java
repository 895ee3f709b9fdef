package org.tallystick.query.account;

import org.junit.jupiter.api.extension.ExtendWith;
import org.tallystick.readmodels.EmptyPostgres;

/** The same on PostgreSQL, each test in a database of its own. */
@ExtendWith(EmptyPostgres.class)
class AccountReadsOnPostgresTest extends AccountReadsTest {}
