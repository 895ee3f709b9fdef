package org.tallystick.values;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Identifiers that follow from something else, so that a repetition derives the same one again. */
public final class DerivedIds {
    /** The metadata of a transaction that names the payment that it was made for. */
    public static final String PAYMENT = "payment";

    private static final Set<PaymentStep> LEDGER_STEPS =
            EnumSet.of(PaymentStep.HOLD, PaymentStep.POST, PaymentStep.REVERSE);

    private static final Pattern STANDING_ORDER_REQUEST =
            Pattern.compile(Pattern.quote(StandingOrderId.STREAM_PREFIX) + "([^/]+)/(\\d{4}-\\d{2}-\\d{2})");

    private DerivedIds() {}

    /** The reversal of a transaction for which the client chose no identifier. */
    public static TransactionId reversalOf(LedgerName ledger, TransactionId original) {
        return transaction("reverse", ledger.value(), original.value());
    }

    /** The transaction of a request that names none but has an idempotency key, by the digest of key and scope. */
    public static TransactionId ofKey(String keyDigest) {
        return transaction("key", keyDigest);
    }

    /** The transaction of one line, counted from 1, of a batch that has an idempotency key. */
    public static TransactionId ofBatchLine(String keyDigest, int line) {
        return transaction("line", keyDigest, Integer.toString(line));
    }

    /** What the idempotency key of a batch is stored as with the lines of one unit of work, by the first of them. */
    public static String ofBatchUnit(String keyDigest, int firstLine) {
        return digest("unit", keyDigest, Integer.toString(firstLine));
    }

    /** The payment of a request that names none but has an idempotency key. */
    public static PaymentId paymentOfKey(String keyDigest) {
        return new PaymentId(ofKey(keyDigest).value());
    }

    /** The transaction that a payment's step makes in its ledger. */
    public static TransactionId ofPayment(PaymentId payment, PaymentStep step) {
        return transaction("payment", payment.value(), EnumText.of(step));
    }

    /**
     * The payment whose step made a transaction. What the transaction says of it is not believed but derived again: nobody
     * else can have chosen that identifier.
     *
     * @param metadata of the transaction
     */
    public static Optional<PaymentId> paymentOf(TransactionId transaction, Map<String, String> metadata) {
        String named = metadata.get(PAYMENT);
        if (named == null || !transaction.isDerived()) {
            return Optional.empty();
        }
        try {
            PaymentId payment = new PaymentId(named);
            return LEDGER_STEPS.stream()
                            .anyMatch(step -> ofPayment(payment, step).equals(transaction))
                    ? Optional.of(payment)
                    : Optional.empty();
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    /** The payment that a standing order makes on a date. */
    public static PaymentId paymentOfStandingOrder(StandingOrderId order, LocalDate date) {
        return new PaymentId(
                transaction("standing-order", order.value(), date.toString()).value());
    }

    /** What the request of a payment that a standing order makes on a date is called. */
    public static String requestOfStandingOrder(StandingOrderId order, LocalDate date) {
        return order.stream() + "/" + date;
    }

    /**
     * The standing order that made a payment, by what its request was called. The identifier of the payment must follow from
     * the order: else a client only calls its request so.
     *
     * @param requestId null for none
     */
    public static Optional<StandingOrderId> standingOrderOf(PaymentId payment, String requestId) {
        Matcher request = STANDING_ORDER_REQUEST.matcher(requestId == null ? "" : requestId);
        try {
            return request.matches()
                    ? Optional.of(new StandingOrderId(request.group(1)))
                            .filter(order -> paymentOfStandingOrder(order, LocalDate.parse(request.group(2)))
                                    .equals(payment))
                    : Optional.empty();
        } catch (InvalidValueException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The transfer of a request that names none but has an idempotency key. */
    public static TransferId transferOfKey(String keyDigest) {
        return new TransferId(ofKey(keyDigest).value());
    }

    /** The transaction that a transfer's step makes in one of its ledgers. */
    public static TransactionId ofTransfer(TransferId transfer, TransferStep step) {
        return transaction("transfer", transfer.value(), EnumText.of(step));
    }

    /** The message under which a rail knows a payment: 32 hexadecimal digits. */
    public static String railMessage(PaymentId payment) {
        return digest("rail", payment.value(), EnumText.of(PaymentStep.SUBMIT)).substring(0, 32);
    }

    /** A SHA-256 of the parts in lower-case hexadecimal, each part told apart from the next by its length. */
    public static String digest(String... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                sha256.update(bytes);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static TransactionId transaction(String... parts) {
        return new TransactionId(TransactionId.DERIVED_PREFIX + digest(parts).substring(0, 40));
    }
}
