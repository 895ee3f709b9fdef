package org.tallystick.readmodels;

/** There is no projection of that name. */
public final class UnknownProjectionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownProjectionException(String projection) {
        super("There is no projection " + projection + ".");
    }
}
