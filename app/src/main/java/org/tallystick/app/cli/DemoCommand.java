package org.tallystick.app.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.tallystick.app.TallystickServer;
import org.tallystick.storage.thread.ProcessThreads;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Serve a sample ledger named demo, with a year of history and payments of every kind, and keep it alive"
                        + " with a few transactions a second.")
final class DemoCommand implements Callable<Integer> {
    private static final long EVERY_MILLIS = 500;

    /** What the sample needs: a place of its own, payments that wait for a second person, and silence that is soon noticed. */
    private static final Map<String, String> SETTINGS = Map.of(
            "tallystick.data", "data/demo",
            "tallystick.payments.approval.demo.EUR/2", Integer.toString(DemoPayments.APPROVED_ABOVE),
            "tallystick.payments.answer-within", "PT10S");

    private final String[] settings;

    @Option(names = "--json", description = "Print where it answers as JSON.")
    private boolean json;

    DemoCommand(String[] settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws IOException {
        ConfigurableApplicationContext server = TallystickServer.start(withDefaults(settings));
        String url = TallystickServer.url(server);
        ApiClient api = new ApiClient(url);
        LedgerClient ledger = new LedgerClient(url, DemoLedger.NAME);
        new DemoLedger(api, ledger).make();
        keepAlive(server, new DemoTraffic(api, ledger));
        ServeCommand.announce(url, json);
        if (!json) {
            show(url);
        }
        return CommandLineInterface.RUNNING;
    }

    /** What is set elsewhere, for the place of the store even in a file or the environment, goes first. */
    static String[] withDefaults(String... settings) {
        Stream<String> defaults = SETTINGS.entrySet().stream()
                .filter(each -> !TallystickServer.isSet(each.getKey(), settings))
                .map(each -> "--" + each.getKey() + "=" + each.getValue());
        return Stream.concat(Arrays.stream(settings), defaults).toArray(String[]::new);
    }

    private static void keepAlive(ConfigurableApplicationContext server, DemoTraffic traffic) {
        ScheduledExecutorService timer = ProcessThreads.timer("demo-traffic");
        server.addApplicationListener(event -> {
            if (event instanceof ContextClosedEvent) {
                timer.shutdownNow();
            }
        });
        timer.scheduleWithFixedDelay(traffic, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void show(String url) {
        String ledger = url + "/v1/ledgers/" + DemoLedger.NAME;
        System.out.println("Look at " + ledger + "/balances?prefix=customers");
        System.out.println("     or " + ledger + "/accounts/" + DemoYear.wallet(1) + "/entries?order=desc");
        System.out.println("     or " + ledger + "/transactions?state=pending");
        System.out.println("     or " + url + "/v1/payments?ledger=" + DemoLedger.NAME);
    }
}
