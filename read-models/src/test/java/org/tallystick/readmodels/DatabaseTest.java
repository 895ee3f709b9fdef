package org.tallystick.readmodels;

import javax.sql.DataSource;

/** A test that runs on a database of its own, on H2 unless it is told otherwise. */
public interface DatabaseTest {
    /** To be told before the test begins. */
    void runOn(DataSource empty, String vendor);
}
