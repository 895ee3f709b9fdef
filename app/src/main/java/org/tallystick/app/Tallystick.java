package org.tallystick.app;

import org.tallystick.app.cli.CommandLineInterface;

/** Where the program begins. */
public final class Tallystick {
    private Tallystick() {}

    public static void main(String[] args) {
        int exitCode = CommandLineInterface.run(args);
        if (exitCode != CommandLineInterface.RUNNING) {
            System.exit(exitCode);
        }
    }
}
