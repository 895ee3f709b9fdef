package org.tallystick.app;

@OnPostgres
class ListWalkOnPostgresTest extends ListWalkTest {}
