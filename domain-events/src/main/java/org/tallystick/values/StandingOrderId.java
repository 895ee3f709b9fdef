package org.tallystick.values;

/** Names a standing order, over all ledgers of a store: of the same form as the identifier of a payment. */
public record StandingOrderId(String value) {
    public static final String STREAM_PREFIX = "standing-order/";

    /** @throws InvalidValueException when the text is out of its form */
    public StandingOrderId {
        value = new PaymentId(value).value();
    }

    /** @throws InvalidValueException when it is out of its form or in the reserved range */
    public static StandingOrderId chosen(String value) {
        return new StandingOrderId(PaymentId.chosen(value).value());
    }

    /** The identifier of the event stream of this standing order. */
    public String stream() {
        return STREAM_PREFIX + value;
    }

    /** Whether a stream is that of a standing order; those of a ledger named {@code standing-order} begin likewise. */
    public static boolean isStream(String stream) {
        return stream.startsWith(STREAM_PREFIX)
                && stream.indexOf('/', STREAM_PREFIX.length()) < 0
                && !stream.substring(STREAM_PREFIX.length()).equals(PaymentId.TAKEN);
    }

    @Override
    public String toString() {
        return value;
    }
}
