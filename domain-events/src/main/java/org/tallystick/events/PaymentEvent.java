package org.tallystick.events;

import org.tallystick.values.PaymentId;

/**
 * Something that happened to a payment. The metadata of the event says who did it and for which message; {@code code} and
 * {@code reason} say why, where there is something to say.
 */
public sealed interface PaymentEvent extends DomainEvent
        permits PaymentInitiated,
                PaymentStarted,
                PaymentHeld,
                PaymentRejected,
                PaymentScreened,
                PaymentApprovalRequested,
                PaymentApproved,
                PaymentDeclined,
                PaymentCancelled,
                PaymentExpired,
                PaymentClaimed,
                PaymentSubmitted,
                PaymentAccepted,
                PaymentConfirmed,
                PaymentFailed,
                PaymentUnknown,
                PaymentSettled,
                PaymentReturned,
                PaymentReleased,
                PaymentReversed,
                PaymentAttemptFailed,
                PaymentNewsNoted,
                BeneficiaryErased {

    PaymentId payment();

    @Override
    default String stream() {
        return payment().stream();
    }
}
