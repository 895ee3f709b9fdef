package org.tallystick.app.cli;

import java.util.concurrent.Callable;
import org.tallystick.api.ApiJson;
import org.tallystick.app.TallystickServer;
import org.tallystick.values.OrderedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "serve", mixinStandardHelpOptions = true, description = "Answer over HTTP until stopped (the default).")
final class ServeCommand implements Callable<Integer> {
    private final String[] settings;

    @Option(names = "--json", description = "Print where it answers as JSON.")
    private boolean json;

    ServeCommand(String[] settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() {
        announce(TallystickServer.url(TallystickServer.start(settings)), json);
        return CommandLineInterface.RUNNING;
    }

    static void announce(String root, boolean json) {
        String api = root + "/swagger-ui.html";
        System.out.println(
                json
                        ? ApiJson.text(OrderedMap.of("url", root, "api", api))
                        : "Tallystick answers at " + root + " (API: " + api + ")");
    }
}
