package org.tallystick.app.cli;

import java.time.Duration;

/**
 * Ends the process when its orderly end takes too long, whatever holds it up. Nothing acknowledged is lost by that: it was
 * durable before it was acknowledged. The read models go on where they were, and what else was open is as after a kill.
 */
final class EndInTime {
    /** Whoever stops a process waits for 30 seconds mostly, and kills it then. */
    private static final Duration LONGEST = Duration.ofSeconds(25);
    /** What a process ends with that a SIGTERM has ended. */
    private static final int TERMINATED = 143;

    private EndInTime() {}

    /** The end begins with the hooks of the Java machine, which wait for each other but not for daemons. */
    static void watch() {
        Runtime.getRuntime().addShutdownHook(new Thread(EndInTime::begin, "end-in-time"));
    }

    private static void begin() {
        Thread watchdog = new Thread(EndInTime::haltLater, "end-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
    }

    private static void haltLater() {
        try {
            Thread.sleep(LONGEST.toMillis());
            Thread words = new Thread(EndInTime::say, "last-words");
            words.setDaemon(true);
            words.start();
            words.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(TERMINATED);
        }
    }

    /** In a thread of its own: nobody may be reading it. */
    private static void say() {
        System.err.println("tallystick: the orderly end took longer than " + LONGEST.toSeconds()
                + " s; the process ends now, with what is stored");
    }
}
