package org.tallystick.query.payment;

import org.junit.jupiter.api.extension.ExtendWith;
import org.tallystick.readmodels.EmptyPostgres;

/** The same on PostgreSQL. */
@ExtendWith(EmptyPostgres.class)
class PaymentListOnPostgresTest extends PaymentListTest {}
