package org.tallystick.command;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Runs the write side for the tests of a class, each of which has a ledger of its own. */
public abstract class CommandTest {
    protected static CommandFixture fixture;

    @BeforeAll
    static void open() {
        fixture = CommandFixture.onH2();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    protected static Scenario scenario() {
        return Scenario.in(fixture);
    }
}
