package org.tallystick.app.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tallystick.api.ApiJson;
import org.tallystick.app.settings.UsageException;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.HeldTransactionPosted;
import org.tallystick.events.TransactionHeld;
import org.tallystick.events.TransactionPosted;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.LedgerName;
import org.tallystick.values.OrderedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the posted transactions of a ledger in the order of their posting, reading event by event. */
@Command(name = "export", mixinStandardHelpOptions = true, description = "Write the posted transactions of a ledger.")
final class ExportCommand implements Callable<Integer> {
    private static final int BATCH = 5_000;

    private final String[] settings;
    private long transactions;

    @Option(names = "--ledger", required = true)
    private String ledger;

    @Option(names = "--format", defaultValue = "ndjson", description = "ndjson, csv, hledger or beancount.")
    private String format;

    @Option(names = "--output", description = "A file; default: standard output.")
    private Path output;

    @Option(names = "--json", description = "Print what was written to the file as JSON.")
    private boolean json;

    ExportCommand(String[] settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws IOException {
        ExportFormat chosen = ExportFormat.named(format)
                .orElseThrow(() -> new UsageException("--format must be ndjson, csv, hledger or beancount"));
        try (Target target = Target.existing(settings)) {
            EventLog log = target.bean(EventLog.class);
            requireLedger(log);
            try (OutputStream bytes = output == null ? System.out : Files.newOutputStream(output);
                    Writer writer = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
                write(log, chosen, writer);
            }
        }
        if (output != null) {
            summarise();
        }
        return 0;
    }

    private void summarise() {
        System.out.println(
                json
                        ? ApiJson.text(OrderedMap.of("file", output.toString(), "transactions", transactions))
                        : "wrote " + transactions + " transactions to " + output);
    }

    private void requireLedger(EventLog log) {
        try {
            if (!log.readStream(new LedgerName(ledger).stream(), 0, 1).isEmpty()) {
                return;
            }
        } catch (InvalidValueException e) {
            throw new UsageException("--ledger " + e.getMessage(), e);
        }
        throw new UsageException("there is no ledger " + ledger);
    }

    private void write(EventLog log, ExportFormat chosen, Writer writer) throws IOException {
        writer.write(chosen.header());
        long position = 0;
        for (List<RecordedEvent> events = log.read(0, BATCH); !events.isEmpty(); events = log.read(position, BATCH)) {
            for (RecordedEvent event : events) {
                if (((DomainEvent) event.payload()).ledger().value().equals(ledger)) {
                    writeOne(log, event, chosen, writer);
                }
            }
            position = events.get(events.size() - 1).position();
        }
    }

    private void writeOne(EventLog log, RecordedEvent event, ExportFormat chosen, Writer writer) throws IOException {
        if (event.payload() instanceof TransactionPosted posted) {
            write(ExportedTransaction.of(posted, event.recordedAt()), chosen, writer);
        } else if (event.payload() instanceof HeldTransactionPosted posted) {
            TransactionHeld held = (TransactionHeld)
                    log.readStream(event.stream(), 0, 1).get(0).payload();
            write(ExportedTransaction.of(held, posted, event.recordedAt()), chosen, writer);
        } else {
            writer.write(chosen.other((DomainEvent) event.payload()));
        }
    }

    private void write(ExportedTransaction transaction, ExportFormat chosen, Writer writer) throws IOException {
        writer.write(chosen.transaction(transaction));
        transactions++;
    }
}
