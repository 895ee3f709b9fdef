package org.tallystick.app;

@OnPostgres
class BadInputOnPostgresTest extends BadInputTest {}
