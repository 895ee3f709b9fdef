package org.tallystick.saga.rail.http;

import org.jspecify.annotations.Nullable;
import org.tallystick.bodies.Limits;
import org.tallystick.saga.rail.RailNews;
import org.tallystick.values.PaymentId;

/**
 * What the provider of the http rail tells of a payment.
 *
 * @param message under which it was told to the provider
 * @param status what became of it
 * @param reference what the provider calls it
 * @param code why, for programs
 * @param reason why, for people
 */
record RailNotification(
        PaymentId payment,
        String message,
        RailNews.Kind status,
        @Nullable @Limits(max = 500) String reference,
        @Nullable @Limits(max = 500) String code,
        @Nullable @Limits(max = 500) String reason) {}
