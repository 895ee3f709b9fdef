package org.tallystick.app.cli;

import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import org.tallystick.app.TallystickServer;
import picocli.CommandLine.Command;

@Command(name = "serve", mixinStandardHelpOptions = true, description = "Answer over HTTP until stopped (the default).")
final class ServeCommand implements Callable<Integer> {
    private final String[] settings;

    ServeCommand(String[] settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        announce(TallystickServer.start(settings));
        return CommandLineInterface.RUNNING;
    }

    static void announce(ConfigurableApplicationContext server) {
        String root = TallystickServer.url(server);
        System.out.println("Tallystick answers at " + root + " (API: " + root + "/swagger-ui.html)");
    }
}
