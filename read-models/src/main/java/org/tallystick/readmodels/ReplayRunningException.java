package org.tallystick.readmodels;

/** A projection is being replayed already. */
public final class ReplayRunningException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReplayRunningException(String projection) {
        super("projection " + projection + " is being replayed already");
    }
}
