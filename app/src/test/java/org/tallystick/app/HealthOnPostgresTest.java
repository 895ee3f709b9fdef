package org.tallystick.app;

@OnPostgres
class HealthOnPostgresTest extends HealthTest {}
