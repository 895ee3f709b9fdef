package org.tallystick.app;

@OnPostgres
class TransactionListOnPostgresTest extends TransactionListTest {}
