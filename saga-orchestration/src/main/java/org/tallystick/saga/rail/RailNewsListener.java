package org.tallystick.saga.rail;

import java.util.concurrent.CompletionStage;

/** Takes the news of all rails. */
public interface RailNewsListener {

    /** Completes when the news are stored durably; with false when there is no such payment. Repeats are harmless. */
    CompletionStage<Boolean> received(RailNews news);
}
