package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An import that is killed again and again ends in the same books as one that is not, and the read models are right. */
@Timeout(600)
class ImportKilledIT {
    private static final int LINES = 20_000;
    private static final long[] KILLED_AT_BYTES = {300_000, 2_000_000, 5_000_000};

    @TempDir
    Path folder;

    private Process tallystick(String log, String... arguments) throws IOException {
        return ServerProcess.run(folder.resolve(log), List.of(arguments));
    }

    /** The exit code; a process that does not end is shown by what its threads do. */
    private static int finish(Process process) throws Exception {
        if (!process.waitFor(100, TimeUnit.SECONDS)) {
            Process dump = new ProcessBuilder("jstack", Long.toString(process.pid())).start();
            String threads = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.destroyForcibly();
            throw new AssertionError("does not end:\n" + threads);
        }
        return process.exitValue();
    }

    private String[] importInto(String books) {
        return new String[] {
            "import",
            "--ledger",
            "l",
            "--accounts",
            folder.resolve("accounts.ndjson").toString(),
            folder.resolve("transactions.ndjson").toString(),
            "--tallystick.data=" + folder.resolve(books)
        };
    }

    private String exported(String books) throws Exception {
        Path file = folder.resolve(books + ".ndjson");
        Process export = tallystick(
                "export.log",
                "export",
                "--ledger",
                "l",
                "--output",
                file.toString(),
                "--tallystick.data=" + folder.resolve(books));
        assertThat(finish(export)).isZero();
        return Files.readString(file).replaceAll("\"effectiveAt\":\"[^\"]*\",?", "");
    }

    @Test
    void endsInTheSameBooks() throws Exception {
        writeFiles();
        for (long size : KILLED_AT_BYTES) {
            Process process = tallystick("killed.log", importInto("killed"));
            Path store = folder.resolve("killed").resolve("tallystick.mv.db");
            while (process.isAlive() && (!Files.exists(store) || Files.size(store) < size)) {
                Thread.onSpinWait();
            }
            process.destroyForcibly().waitFor();
        }
        assertThat(finish(tallystick("finished.log", importInto("killed"))))
                .as(Files.readString(folder.resolve("finished.log")))
                .isZero();
        assertThat(finish(tallystick("verify.log", "verify", "--tallystick.data=" + folder.resolve("killed"))))
                .as("verify")
                .isZero();
        assertThat(finish(tallystick("whole.log", importInto("whole")))).isZero();
        String killed = exported("killed");
        assertThat(killed.lines()).hasSize(LINES);
        assertThat(killed).isEqualTo(exported("whole"));
    }

    private void writeFiles() throws IOException {
        StringBuilder accounts =
                new StringBuilder("{\"address\": \"bank\", \"asset\": \"EUR/2\", \"normal\": \"debit\"}\n");
        for (int i = 0; i < 50; i++) {
            accounts.append("{\"address\": \"c:" + i + "\", \"asset\": \"EUR/2\", \"normal\": \"credit\"}\n");
        }
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            lines.append("{\"postings\": [{\"debit\": \"bank\", \"credit\": \"c:" + i % 50 + "\", \"amount\": "
                    + (1 + i % 7) + ", \"asset\": \"EUR/2\"}]}\n");
        }
        Files.writeString(folder.resolve("accounts.ndjson"), accounts);
        Files.writeString(folder.resolve("transactions.ndjson"), lines);
    }
}
