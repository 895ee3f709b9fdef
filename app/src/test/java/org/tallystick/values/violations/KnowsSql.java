package org.tallystick.values.violations;

import java.sql.Connection;

/** Breaks the rule of the published language, so that a test can see it fail. */
public final class KnowsSql {
    public Connection connection;
}
