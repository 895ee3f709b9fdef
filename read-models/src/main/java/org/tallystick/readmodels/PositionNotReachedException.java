package org.tallystick.readmodels;

/** A projection did not reach the wanted position in time. */
public final class PositionNotReachedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PositionNotReachedException(String message) {
        super(message);
    }
}
