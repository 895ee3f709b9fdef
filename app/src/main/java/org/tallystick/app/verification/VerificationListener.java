package org.tallystick.app.verification;

/** Is told what a verification finds, one by one and at once, on its thread: nothing of it is kept. */
public interface VerificationListener {
    /** A sentence that says what was found, where, and what would have been right. */
    void differs(String difference);

    /** A sentence that says what was not compared, and why. There is a difference, too, whenever this is called. */
    void notCompared(String reason);

    /**
     * Events were read up to a position.
     *
     * @param head the position at which the events end
     */
    void reached(long position, long head);
}
