package org.tallystick.app.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import org.tallystick.app.TallystickServer;
import org.tallystick.app.UsageException;
import picocli.CommandLine.Command;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Serve a sample ledger named demo and keep it alive with a few transactions a second.")
final class DemoCommand implements Callable<Integer> {
    private static final int CUSTOMERS = 20;

    private final String[] settings;
    private final Random random = new Random();

    DemoCommand(String[] settings) {
        boolean placed = Arrays.stream(settings).anyMatch(each -> each.startsWith("--tallystick.data="));
        this.settings = placed
                ? settings
                : Stream.concat(Arrays.stream(settings), Stream.of("--tallystick.data=data/demo"))
                        .toArray(String[]::new);
    }

    @Override
    public Integer call() throws IOException {
        ConfigurableApplicationContext server = TallystickServer.start(settings);
        LedgerClient ledger = new LedgerClient(TallystickServer.url(server), "demo");
        open(ledger);
        ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "demo-traffic");
            thread.setDaemon(true);
            return thread;
        });
        server.addApplicationListener(event -> {
            if (event instanceof org.springframework.context.event.ContextClosedEvent) {
                traffic.shutdownNow();
            }
        });
        traffic.scheduleWithFixedDelay(() -> trade(ledger), 500, 500, TimeUnit.MILLISECONDS);
        ServeCommand.announce(server);
        System.out.println("Look at " + TallystickServer.url(server) + "/v1/ledgers/demo/balances");
        return CommandLineInterface.RUNNING;
    }

    private static void open(LedgerClient ledger) throws IOException {
        ledger.createIfMissing();
        ledger.account("bank:main", "{\"asset\": \"EUR/2\", \"normal\": \"debit\"}");
        ledger.account("fees", "{\"asset\": \"EUR/2\", \"normal\": \"credit\"}");
        for (int i = 1; i <= CUSTOMERS; i++) {
            ledger.account("customers:" + i + ":wallet", "{\"asset\": \"EUR/2\", \"normal\": \"credit\"}");
            ApiClient.Answer answer = ledger.transaction(
                    LedgerClient.transfer("funding-" + i, "bank:main", "customers:" + i + ":wallet", 100_000));
            if (answer.status() != 201) {
                throw new UsageException("the sample ledger could not be made: " + answer.body());
            }
        }
    }

    private void trade(LedgerClient ledger) {
        int payer = 1 + random.nextInt(CUSTOMERS);
        int payee = 1 + (payer + random.nextInt(CUSTOMERS - 1)) % CUSTOMERS;
        String from = "customers:" + payer + ":wallet";
        String to = "customers:" + payee + ":wallet";
        try {
            ledger.transaction(
                    LedgerClient.transfer(null, from, payer == payee ? "fees" : to, 1 + random.nextInt(2_000)));
        } catch (IOException | RuntimeException e) {
            System.err.println("tallystick: a demo transaction failed: " + e.getMessage());
        }
    }
}
