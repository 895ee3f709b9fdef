package org.tallystick.query.account;

import java.util.Optional;
import org.tallystick.events.codec.EnumText;
import org.tallystick.query.projection.ProjectionReads.ReadView;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;

/** The side on which an account grows. */
public final class AccountNormal {
    private AccountNormal() {}

    /** Empty when there is no such account; the view must include the accounts. */
    public static Optional<Side> find(LedgerName ledger, Address address, ReadView view) {
        var tables = view.tables(AccountProjection.NAME);
        return tables
                .jdbc()
                .queryForList(
                        "SELECT normal FROM " + tables.name(AccountProjection.ACCOUNT)
                                + " WHERE ledger = ? AND address = ?",
                        String.class,
                        ledger.value(),
                        address.value())
                .stream()
                .findFirst()
                .map(text -> EnumText.parse(Side.values(), text));
    }
}
