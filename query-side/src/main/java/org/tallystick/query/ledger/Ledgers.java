package org.tallystick.query.ledger;

import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.readmodels.ProjectionReads.ReadView;
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
            throw notFound(ledger);
        }
    }

    static ProblemException notFound(LedgerName ledger) {
        return new ProblemException(Problem.notFound("There is no ledger " + ledger + "."));
    }

    /** Tells what is not there: the ledger, or else something in it, such as {@code "account a:b"}. */
    public static ProblemException notFoundIn(LedgerName ledger, String what, ReadView view) {
        require(ledger, view);
        return new ProblemException(Problem.notFound("There is no " + what + "."));
    }
}
