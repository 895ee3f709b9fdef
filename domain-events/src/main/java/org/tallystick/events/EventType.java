package org.tallystick.events;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The logical names of the stored events. A name never changes and is never used again for something else. */
public enum EventType {
    LEDGER_CREATED("ledger-created", 1, LedgerCreated.class),
    LEDGER_CHANGED("ledger-changed", 1, LedgerChanged.class),
    ACCOUNT_OPENED("account-opened", 1, AccountOpened.class),
    ACCOUNT_CHANGED("account-changed", 1, AccountChanged.class),
    ACCOUNT_FROZEN("account-frozen", 1, AccountFrozen.class),
    ACCOUNT_UNFROZEN("account-unfrozen", 1, AccountUnfrozen.class),
    ACCOUNT_CLOSED("account-closed", 1, AccountClosed.class),
    ACCOUNT_DEBITED("account-debited", 1, AccountDebited.class),
    ACCOUNT_CREDITED("account-credited", 1, AccountCredited.class),
    DEBIT_HELD("debit-held", 1, DebitHeld.class),
    CREDIT_HELD("credit-held", 1, CreditHeld.class),
    HELD_DEBIT_POSTED("held-debit-posted", 1, HeldDebitPosted.class),
    HELD_CREDIT_POSTED("held-credit-posted", 1, HeldCreditPosted.class),
    HELD_DEBIT_RELEASED("held-debit-released", 1, HeldDebitReleased.class),
    HELD_CREDIT_RELEASED("held-credit-released", 1, HeldCreditReleased.class),
    TRANSACTION_POSTED("transaction-posted", 1, TransactionPosted.class),
    TRANSACTION_HELD("transaction-held", 1, TransactionHeld.class),
    HELD_TRANSACTION_POSTED("held-transaction-posted", 1, HeldTransactionPosted.class),
    TRANSACTION_VOIDED("transaction-voided", 1, TransactionVoided.class),
    TRANSACTION_EXPIRED("transaction-expired", 1, TransactionExpired.class),
    TRANSACTION_REVERSED("transaction-reversed", 1, TransactionReversed.class),
    PAYMENT_INITIATED("payment-initiated", 2, PaymentInitiated.class),
    PAYMENT_STARTED("payment-started", 1, PaymentStarted.class),
    PAYMENT_HELD("payment-held", 1, PaymentHeld.class),
    PAYMENT_REJECTED("payment-rejected", 1, PaymentRejected.class),
    PAYMENT_SCREENED("payment-screened", 1, PaymentScreened.class),
    PAYMENT_APPROVAL_REQUESTED("payment-approval-requested", 1, PaymentApprovalRequested.class),
    PAYMENT_APPROVED("payment-approved", 1, PaymentApproved.class),
    PAYMENT_DECLINED("payment-declined", 1, PaymentDeclined.class),
    PAYMENT_CANCELLED("payment-cancelled", 1, PaymentCancelled.class),
    PAYMENT_EXPIRED("payment-expired", 1, PaymentExpired.class),
    PAYMENT_CLAIMED("payment-claimed", 1, PaymentClaimed.class),
    PAYMENT_SUBMITTED("payment-submitted", 1, PaymentSubmitted.class),
    PAYMENT_ACCEPTED("payment-accepted", 1, PaymentAccepted.class),
    PAYMENT_CONFIRMED("payment-confirmed", 1, PaymentConfirmed.class),
    PAYMENT_FAILED("payment-failed", 1, PaymentFailed.class),
    PAYMENT_UNKNOWN("payment-unknown", 1, PaymentUnknown.class),
    PAYMENT_SETTLED("payment-settled", 1, PaymentSettled.class),
    PAYMENT_RETURNED("payment-returned", 1, PaymentReturned.class),
    PAYMENT_RELEASED("payment-released", 1, PaymentReleased.class),
    PAYMENT_REVERSED("payment-reversed", 1, PaymentReversed.class),
    PAYMENT_ATTEMPT_FAILED("payment-attempt-failed", 1, PaymentAttemptFailed.class),
    PAYMENT_NEWS_NOTED("payment-news-noted", 1, PaymentNewsNoted.class),
    BENEFICIARY_ERASED("beneficiary-erased", 1, BeneficiaryErased.class),
    TRANSFER_INITIATED("transfer-initiated", 1, TransferInitiated.class),
    TRANSFER_HELD("transfer-held", 1, TransferHeld.class),
    TRANSFER_REJECTED("transfer-rejected", 1, TransferRejected.class),
    TRANSFER_DELIVERED("transfer-delivered", 1, TransferDelivered.class),
    TRANSFER_REFUSED("transfer-refused", 1, TransferRefused.class),
    TRANSFER_COMPLETED("transfer-completed", 1, TransferCompleted.class),
    TRANSFER_UNDONE("transfer-undone", 1, TransferUndone.class),
    TRANSFER_ATTEMPT_FAILED("transfer-attempt-failed", 1, TransferAttemptFailed.class),
    STANDING_ORDER_PLACED("standing-order-placed", 1, StandingOrderPlaced.class),
    STANDING_ORDER_PAUSED("standing-order-paused", 1, StandingOrderPaused.class),
    STANDING_ORDER_RESUMED("standing-order-resumed", 1, StandingOrderResumed.class),
    STANDING_ORDER_RAN("standing-order-ran", 1, StandingOrderRan.class),
    STANDING_ORDER_CHANGED("standing-order-changed", 1, StandingOrderChanged.class),
    STANDING_ORDER_ENDED("standing-order-ended", 1, StandingOrderEnded.class);

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::logicalName, Function.identity()));
    private static final ClassValue<EventType> BY_CLASS = new ClassValue<>() {
        @Override
        protected EventType computeValue(Class<?> payloadClass) {
            return Arrays.stream(values())
                    .filter(type -> type.payloadClass == payloadClass)
                    .findFirst()
                    .orElse(null);
        }
    };

    private final String logicalName;
    private final int revision;
    private final Class<? extends DomainEvent> payloadClass;

    EventType(String logicalName, int revision, Class<? extends DomainEvent> payloadClass) {
        this.logicalName = logicalName;
        this.revision = revision;
        this.payloadClass = payloadClass;
    }

    public static EventType of(Object event) {
        return BY_CLASS.get(event.getClass());
    }

    public static Optional<EventType> named(String logicalName) {
        return Optional.ofNullable(BY_NAME.get(logicalName));
    }

    public String logicalName() {
        return logicalName;
    }

    /** The revision in which events of this type are written now. */
    public int revision() {
        return revision;
    }

    public Class<? extends DomainEvent> payloadClass() {
        return payloadClass;
    }
}
