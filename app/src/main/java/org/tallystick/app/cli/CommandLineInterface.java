package org.tallystick.app.cli;

import org.tallystick.app.TallystickServer;

public final class CommandLineInterface {
    private CommandLineInterface() {}

    public static void run(String[] args) {
        TallystickServer.start(args);
    }
}
