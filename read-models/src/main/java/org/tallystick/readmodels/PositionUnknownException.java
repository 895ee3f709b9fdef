package org.tallystick.readmodels;

/** A wanted position is above the head of the store. */
public final class PositionUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PositionUnknownException(String message) {
        super(message);
    }
}
