package org.tallystick.app;

@OnPostgres
class LedgerApiOnPostgresTest extends LedgerApiTest {}
