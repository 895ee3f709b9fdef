package org.tallystick.values;

/** A value out of its form. The message says what would have been right and never contains the value itself. */
public final class InvalidValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidValueException(String message) {
        super(message);
    }
}
