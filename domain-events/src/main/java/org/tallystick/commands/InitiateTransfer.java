package org.tallystick.commands;

import java.util.Map;
import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferLeg;

/** Asks for a transfer from one ledger to another; sent again with the same content it changes nothing. */
public record InitiateTransfer(
        @RoutingKey TransferId transfer,
        TransferLeg from,
        TransferLeg to,
        String reference,
        Map<String, String> metadata)
        implements TransferCommand {

    /** @throws InvalidValueException when the legs do not belong together */
    public InitiateTransfer {
        if (from.ledger().equals(to.ledger())) {
            throw new InvalidValueException("must be in another ledger; within one ledger, post a transaction");
        }
        if (from.asset().equals(to.asset()) && !from.amount().equals(to.amount())) {
            throw new InvalidValueException("must have the same amount in the same asset");
        }
        if (from.account().equals(from.exchange()) || to.account().equals(to.exchange())) {
            throw new InvalidValueException("must not be the exchange account of its ledger");
        }
    }
}
