package org.tallystick.app;

@OnPostgres
class AccountReportsOnPostgresTest extends AccountReportsTest {}
