package org.tallystick.commands;

import java.math.BigInteger;
import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.Address;
import org.tallystick.values.Amounts;
import org.tallystick.values.LedgerName;

/** Changes limits and metadata of an account. */
public record ChangeAccount(
        @RoutingKey LedgerName ledger,
        Address address,
        Change<BigInteger> floor,
        Change<BigInteger> ceiling,
        MetadataPatch metadata)
        implements LedgerCommand {

    /** @throws org.tallystick.values.InvalidValueException when the new floor is above the new ceiling */
    public ChangeAccount {
        Amounts.requireOrdered(floor.value(), ceiling.value());
    }
}
