package org.tallystick.query.account;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.tallystick.query.entry.PrefixSums;
import org.tallystick.readmodels.ProjectionReads.ReadView;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.EnumText;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;

/** The normal side that all accounts of an asset share which are named by a prefix or below it. */
final class SharedSides {
    private SharedSides() {}

    /** Absent for those that share none. */
    static Map<PrefixSums.Key, Side> of(LedgerName ledger, Collection<PrefixSums.Key> keys, ReadView view) {
        Map<PrefixSums.Key, Side> shared = new HashMap<>();
        if (keys.isEmpty()) {
            return shared;
        }
        Tables tables = view.tables(AccountProjection.NAME);
        String sql = "SELECT asked.prefix, asked.asset, " + any(Side.DEBIT, tables) + " AS debit, "
                + any(Side.CREDIT, tables) + " AS credit"
                + " FROM UNNEST(CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY)) AS asked(prefix, asset)";
        tables.jdbc()
                .query(
                        sql,
                        row -> {
                            boolean debit = row.getBoolean("debit");
                            if (debit != row.getBoolean("credit")) {
                                shared.put(
                                        new PrefixSums.Key(row.getString("prefix"), row.getString("asset")),
                                        debit ? Side.DEBIT : Side.CREDIT);
                            }
                        },
                        ledger.value(),
                        ledger.value(),
                        ledger.value(),
                        ledger.value(),
                        keys.stream().map(PrefixSums.Key::prefix).toArray(String[]::new),
                        keys.stream().map(PrefixSums.Key::asset).toArray(String[]::new));
        return shared;
    }

    /** Whether there is an account of this side; a semicolon comes right behind the colon. */
    private static String any(Side side, Tables tables) {
        String of = "EXISTS (SELECT 1 FROM " + tables.name(AccountProjection.ACCOUNT)
                + " b WHERE b.ledger = ? AND b.asset = asked.asset AND b.normal = '" + EnumText.of(side) + "' AND ";
        return "(" + of + "b.address = asked.prefix) OR " + of
                + "b.address > asked.prefix || ':' AND b.address < asked.prefix || ';'))";
    }
}
