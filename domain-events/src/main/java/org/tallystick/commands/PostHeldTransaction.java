package org.tallystick.commands;

import java.math.BigInteger;
import java.util.List;
import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.Amounts;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

/**
 * Posts a pending transaction.
 *
 * @param amounts for each posting, in the order of the hold, what to post; null for everything
 */
public record PostHeldTransaction(@RoutingKey LedgerName ledger, TransactionId transaction, List<BigInteger> amounts)
        implements LedgerCommand {

    /** @throws InvalidValueException when an amount is below 0 or has more than 38 digits, or none is above 0 */
    public PostHeldTransaction {
        if (amounts != null) {
            amounts = List.copyOf(amounts);
            amounts.forEach(Amounts::zeroOrMore);
            if (amounts.stream().noneMatch(amount -> amount.signum() > 0)) {
                throw new InvalidValueException("must have at least one amount above 0");
            }
        }
    }
}
