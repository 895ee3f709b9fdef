package org.tallystick.values;

import java.math.BigInteger;

/**
 * Debits one account and credits another with the same amount: balanced by construction.
 *
 * @param amount minor units, 1 to 10^38 - 1
 */
public record Posting(Address debit, Address credit, BigInteger amount, Asset asset) {

    /** @throws InvalidValueException when the accounts are one and the same or the amount is out of its range */
    public Posting {
        Amounts.positive(amount);
        if (debit.equals(credit)) {
            throw new InvalidValueException("must debit one account and credit another");
        }
    }

    public Posting reversed() {
        return new Posting(credit, debit, amount, asset);
    }

    public Posting withAmount(BigInteger other) {
        return new Posting(debit, credit, other, asset);
    }
}
