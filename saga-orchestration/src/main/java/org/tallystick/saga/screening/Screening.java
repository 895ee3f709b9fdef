package org.tallystick.saga.screening;

import java.util.concurrent.CompletionStage;

/** Decides whether a payment may go out. */
public interface Screening {

    /** A stage that ends with an exception is a fault, and asked again. */
    CompletionStage<ScreeningVerdict> screen(ScreeningRequest request);
}
