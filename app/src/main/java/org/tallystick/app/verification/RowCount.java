package org.tallystick.app.verification;

import java.util.function.Consumer;
import org.tallystick.readmodels.Tables;

/** How many rows a table has, against how many the events ask for. */
final class RowCount {
    private RowCount() {}

    static void compare(String what, long right, String table, Tables tables, Consumer<String> differ) {
        Long found = tables.jdbc().queryForObject("SELECT COUNT(*) FROM " + tables.name(table), Long.class);
        if (found == null || found != right) {
            differ.accept("number of " + what + ": " + found + " in the read model, " + right + " by the events");
        }
    }
}
