package org.tallystick.query.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.tallystick.query.ledger.Ledgers;
import org.tallystick.readmodels.ProjectionReads.ReadView;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.EnumText;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;

/** What an account counts, and the side on which it grows; neither ever changes. */
record AccountKind(Asset asset, Side normal) {

    /** @param row of {@link AccountProjection#ACCOUNT} */
    static AccountKind of(ResultSet row) throws SQLException {
        return new AccountKind(
                Asset.parse(row.getString("asset")), EnumText.parse(Side.values(), row.getString("normal")));
    }

    /** @throws org.tallystick.api.ProblemException 404 when there is no such account */
    static AccountKind find(LedgerName ledger, Address address, ReadView view) {
        Tables tables = view.tables(AccountProjection.NAME);
        return tables
                .jdbc()
                .query(
                        "SELECT asset, normal FROM " + tables.name(AccountProjection.ACCOUNT)
                                + " WHERE ledger = ? AND address = ?",
                        (row, index) -> of(row),
                        ledger.value(),
                        address.value())
                .stream()
                .findFirst()
                .orElseThrow(() -> Ledgers.notFoundIn(ledger, "account " + address, view));
    }
}
