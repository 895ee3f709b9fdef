package org.tallystick.app;

@OnPostgres
class QueryPlanOnPostgresTest extends QueryPlanTest {}
