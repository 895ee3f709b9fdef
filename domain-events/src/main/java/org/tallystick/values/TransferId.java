package org.tallystick.values;

/** Names a transfer between ledgers, over all ledgers of a store: of the same form as the identifier of a payment. */
public record TransferId(String value) implements Comparable<TransferId> {

    /** @throws InvalidValueException when the text is out of its form */
    public TransferId {
        value = new PaymentId(value).value();
    }

    /**
     * An identifier that a client chose.
     *
     * @throws InvalidValueException when it is out of its form or in the reserved range
     */
    public static TransferId chosen(String value) {
        return new TransferId(PaymentId.chosen(value).value());
    }

    /** The identifier of the event stream of this transfer. */
    public String stream() {
        return "transfer/" + value;
    }

    @Override
    public int compareTo(TransferId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
