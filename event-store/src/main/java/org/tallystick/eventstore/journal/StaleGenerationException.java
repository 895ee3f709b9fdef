package org.tallystick.eventstore.journal;

/**
 * The command was decided on events that turned out not to be stored. The lane forgets what it has cached and decides the
 * command again.
 */
public final class StaleGenerationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StaleGenerationException() {
        super("decided on events that were not stored", null, false, false);
    }
}
