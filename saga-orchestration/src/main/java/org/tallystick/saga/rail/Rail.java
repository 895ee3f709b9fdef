package org.tallystick.saga.rail;

import java.util.concurrent.CompletionStage;

/**
 * A connector to a bank or a payment provider. Both calls may be repeated at any time with the same instruction: a rail
 * pays once per message. Neither blocks, and both end some time. Whenever an order is about to leave, be it hours after the
 * call, the rail claims it at the {@link SubmissionClaims} first.
 */
public interface Rail {
    String name();

    /** Sends a payment on its way. A stage that ends with an exception is as good as silence. */
    CompletionStage<RailAnswer> submit(RailInstruction instruction);

    /** Asks what became of a payment that was claimed before; sends it, claimed anew, if the rail never got it. */
    CompletionStage<RailAnswer> inquire(RailInstruction instruction);
}
