package org.tallystick.saga.rail;

import java.util.concurrent.CompletionStage;
import org.tallystick.values.PaymentId;

/** Where rails ask whether an order may leave, and say that it has. */
public interface SubmissionClaims {

    /**
     * To be asked right before an order leaves, each time that it does. It has to leave within {@link
     * org.tallystick.commands.ClaimSubmission#HOLDS} of a yes, or to be claimed again.
     *
     * @return true when it is stored durably that the order leaves; false when it must not, since somebody has decided. When
     *     it ends exceptionally, neither is known: the order must not leave, and can be claimed again
     */
    CompletionStage<Boolean> claim(PaymentId payment, String rail, String messageId);

    /** Says that an order that was claimed is with the rail. For rails that do not answer when they are given one. */
    CompletionStage<Boolean> left(PaymentId payment, String rail, String messageId);
}
