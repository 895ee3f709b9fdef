package org.tallystick.query.ledger;

import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.query.projection.ProjectionReads.ReadView;
import org.tallystick.values.LedgerName;

/** Checks that a ledger exists before something in it is listed. */
public final class Ledgers {
    private Ledgers() {}

    /** @throws ProblemException 404 when there is no such ledger; the view must include the ledgers */
    public static void require(LedgerName ledger, ReadView view) {
        var tables = view.tables(LedgerProjection.NAME);
        boolean exists = !tables.jdbc()
                .queryForList(
                        "SELECT 1 FROM " + tables.name(LedgerProjection.LEDGER) + " WHERE ledger = ?",
                        Integer.class,
                        ledger.value())
                .isEmpty();
        if (!exists) {
            throw new ProblemException(Problem.notFound("There is no ledger " + ledger + "."));
        }
    }
}
