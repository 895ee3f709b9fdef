package org.tallystick.command.violations;

/** Breaks a rule of the architecture, to show that it can be broken. */
public class UnwatchedThread {
    public Thread unwatched(Runnable body) {
        return new Thread(body, "unwatched");
    }
}
