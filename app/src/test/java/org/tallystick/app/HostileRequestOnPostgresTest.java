package org.tallystick.app;

@OnPostgres
class HostileRequestOnPostgresTest extends HostileRequestTest {}
