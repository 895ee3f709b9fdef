package org.tallystick.values;

import java.util.Set;

/**
 * Names a payment, over all ledgers of a store: of the same form as the identifier of a transaction. {@code l} is not
 * one: its stream would be that of a ledger named {@code payment}.
 */
public record PaymentId(String value) implements Comparable<PaymentId> {
    static final String TAKEN = "l";
    private static final Set<String> PATHS = Set.of("counts", "in-flight", "stream");

    /** @throws InvalidValueException when the text is out of its form */
    public PaymentId {
        value = new TransactionId(value).value();
        if (value.equals(TAKEN)) {
            throw new InvalidValueException("must not be 'l', which is reserved");
        }
    }

    /**
     * An identifier that a client chose.
     *
     * @throws InvalidValueException when it is out of its form or in the reserved range
     */
    public static PaymentId chosen(String value) {
        PaymentId chosen = new PaymentId(TransactionId.chosen(value).value());
        if (PATHS.contains(value)) {
            throw new InvalidValueException(
                    "must not be 'counts', 'in-flight' or 'stream', which are paths of the API");
        }
        return chosen;
    }

    /** The identifier of the event stream of this payment. */
    public String stream() {
        return "payment/" + value;
    }

    @Override
    public int compareTo(PaymentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
