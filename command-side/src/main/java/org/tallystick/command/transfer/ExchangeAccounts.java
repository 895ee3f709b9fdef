package org.tallystick.command.transfer;

import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.LedgerName;

/** Through which account money leaves a ledger to another one, and comes into it from there. */
public interface ExchangeAccounts {

    /** @throws InvalidValueException when what is configured makes no address */
    Address of(LedgerName ledger, LedgerName other, Asset asset);
}
