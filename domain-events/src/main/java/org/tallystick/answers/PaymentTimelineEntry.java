package org.tallystick.answers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentStep;
import org.tallystick.values.Position;
import org.tallystick.values.TransactionId;

/**
 * An event of a payment.
 *
 * @param event its type
 * @param state after it
 * @param command what was asked for; null where the store does not say
 * @param step that it is the outcome of; null where it is none's
 * @param transaction what the ledger did; null where it did nothing
 * @param messageId under which the rail was told, or has told; null for what is no news of a rail
 * @param railReference what the rail calls the payment; null when it did not say
 * @param outcome that a rail told, and that changed nothing by itself; null for all else
 * @param attempt that failed, from 1; null where none did
 * @param code why, for programs; null where there is nothing to say
 * @param reason the same for people
 */
public record PaymentTimelineEntry(
        Position position,
        Instant recordedAt,
        String event,
        PaymentPhase state,
        @Nullable String command,
        @Nullable PaymentStep step,
        @Nullable TransactionId transaction,
        @Nullable String messageId,
        @Nullable String railReference,
        @Nullable String outcome,
        @Nullable Integer attempt,
        @Nullable String actor,
        @Nullable String requestId,
        @Nullable String code,
        @Nullable String reason) {}
