package org.tallystick.query.projection;

/** A projection is being replayed already. */
public final class ReplayRunningException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReplayRunningException(String projection) {
        super("projection " + projection + " is being replayed already");
    }
}
