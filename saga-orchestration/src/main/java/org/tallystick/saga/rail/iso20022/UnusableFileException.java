package org.tallystick.saga.rail.iso20022;

/** A file of the bank cannot be used as a whole; the message is for the person who looks after it. */
final class UnusableFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableFileException(String message) {
        super(message);
    }
}
