package org.tallystick.commands;

import java.math.BigInteger;
import java.util.Map;
import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.Address;
import org.tallystick.values.Amounts;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;

/**
 * Opens an account; sent again with the same content it changes nothing. The defaults of the limits are already applied
 * here: null means no limit.
 */
public record OpenAccount(
        @RoutingKey LedgerName ledger,
        Address address,
        Asset asset,
        Side normal,
        BigInteger floor,
        BigInteger ceiling,
        Map<String, String> metadata)
        implements LedgerCommand {

    /** @throws org.tallystick.values.InvalidValueException when the floor is above the ceiling */
    public OpenAccount {
        Amounts.requireOrdered(floor, ceiling);
    }
}
