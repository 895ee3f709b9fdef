package org.tallystick.app;

@OnPostgres
class ListTimesOnPostgresTest extends ListTimesTest {}
