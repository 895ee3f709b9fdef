package org.tallystick.command.http;

import java.math.BigInteger;
import java.util.Map;
import org.tallystick.api.Fields;
import org.tallystick.commands.OpenAccount;
import org.tallystick.values.Address;
import org.tallystick.values.Amounts;
import org.tallystick.values.Asset;
import org.tallystick.values.EnumText;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;

/** The body that opens an account. */
public final class AccountBodies {
    private AccountBodies() {}

    /** The command that the body stands for, with the default of the floor applied. */
    public static OpenAccount open(LedgerName ledger, Address address, Fields fields) {
        Asset asset = fields.required("asset", Asset::parse);
        Side normal = fields.required("normal", text -> EnumText.parse(Side.values(), text));
        BigInteger floor = fields.has("floor")
                ? fields.integer("floor", Amounts::limit)
                : normal == Side.CREDIT ? BigInteger.ZERO : null;
        BigInteger ceiling = fields.integer("ceiling", Amounts::limit);
        Map<String, String> metadata = fields.metadata("metadata");
        return fields.whole("floor", () -> new OpenAccount(ledger, address, asset, normal, floor, ceiling, metadata));
    }
}
