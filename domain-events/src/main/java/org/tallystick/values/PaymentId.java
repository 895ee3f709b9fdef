package org.tallystick.values;

/**
 * Names a payment, over all ledgers of a store: of the same form as the identifier of a transaction. {@code l} is not
 * one: its stream would be that of a ledger named {@code payment}.
 */
public record PaymentId(String value) implements Comparable<PaymentId> {
    private static final String TAKEN = "l";

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
        return new PaymentId(TransactionId.chosen(value).value());
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
