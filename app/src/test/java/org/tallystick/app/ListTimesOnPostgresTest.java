package org.tallystick.app;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@OnPostgres
@EnabledIfSystemProperty(named = "lists.rows", matches = "\\d+")
class ListTimesOnPostgresTest extends ListTimesTest {}
