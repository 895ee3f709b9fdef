package org.tallystick.app.verification;

/** How a verification ended. */
public sealed interface VerificationResult {

    /**
     * What could be read was compared.
     *
     * @param events that could be read
     * @param accounts of the read model
     * @param differences that the listener was told
     */
    record Compared(long events, long accounts, long differences) implements VerificationResult {
        public boolean isRight() {
            return differences == 0;
        }
    }

    /** Nothing was compared. */
    record NotCompared(String reason) implements VerificationResult {}
}
