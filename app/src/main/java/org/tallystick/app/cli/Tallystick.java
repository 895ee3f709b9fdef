package org.tallystick.app.cli;

import org.tallystick.storage.thread.FaultHandler;

/** Where the program begins. */
public final class Tallystick {
    private Tallystick() {}

    public static void main(String[] args) {
        FaultHandler.install(FaultHandler.ending());
        EndInTime.watch();
        int exitCode = CommandLineInterface.run(args);
        if (exitCode != CommandLineInterface.RUNNING) {
            System.exit(exitCode);
        }
    }
}
