package org.tallystick.app;

@OnPostgres
class BatchOnPostgresTest extends BatchTest {}
