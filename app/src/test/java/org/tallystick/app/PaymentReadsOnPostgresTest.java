package org.tallystick.app;

@OnPostgres
class PaymentReadsOnPostgresTest extends PaymentReadsTest {}
