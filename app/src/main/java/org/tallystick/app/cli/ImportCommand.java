package org.tallystick.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.tallystick.api.ApiJson;
import org.tallystick.api.ByteOrderMark;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.app.settings.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends accounts and then transactions in batches. Lines without an id get one derived from all that the file holds up to
 * the end of their batch, so that the same file sent again, from the beginning, ends in the same books.
 */
@Command(name = "import", mixinStandardHelpOptions = true, description = "Take transactions from a file of NDJSON.")
final class ImportCommand implements Callable<Integer> {
    private static final int BATCH_LINES = 1_000;
    private static final int LONGEST_LINE = 1_000_000;
    private static final int BATCH_CHARACTERS = 4_000_000;

    private final String[] settings;
    private final MessageDigest digest = sha256();
    private int accepted;
    private int replayed;
    private int rejected;
    private long lineNumber;
    private PrintStream rejectedLines;

    @Option(names = "--ledger", required = true, description = "The ledger; made if it does not exist.")
    private String ledger;

    @Option(names = "--accounts", description = "Accounts to open first: bodies of PUT with their address.")
    private Path accounts;

    @Option(names = "--url", description = "A running server; default: the data folder.")
    private String url;

    @Option(names = "--rejected", description = "Where rejected lines go; default: FILE.rejected.ndjson.")
    private Path rejectedFile;

    @Option(names = "--json", description = "Print the summary as JSON.")
    private boolean json;

    @Parameters(paramLabel = "FILE", description = "Bodies of POST transactions, one a line; - for standard input.")
    private String file;

    ImportCommand(String[] settings) {
        this.settings = settings;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Integer call() throws IOException {
        requireReadable(accounts);
        requireReadable(file.equals("-") ? null : Path.of(file));
        try (Target target = Target.of(url, settings)) {
            LedgerClient client = new LedgerClient(target.url(), ledger);
            client.createIfMissing();
            if (accounts != null) {
                openAccounts(client);
            }
            takeTransactions(client);
        } finally {
            if (rejectedLines != null) {
                rejectedLines.close();
            }
        }
        summarise();
        return rejected == 0 ? 0 : 1;
    }

    private static void requireReadable(Path path) {
        if (path != null && !(Files.isRegularFile(path) && Files.isReadable(path))) {
            throw new UsageException(path + " is not a file that can be read");
        }
    }

    /** Text that is not UTF-8 is an error, and not quietly something else. */
    private static BufferedReader strictly(InputStream input) {
        return new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8.newDecoder()));
    }

    private static String nextLine(BufferedReader lines, Object source, long number) throws IOException {
        try {
            return lines.readLine();
        } catch (CharacterCodingException e) {
            throw new UsageException(source + ": not UTF-8 at or after line " + number, e);
        }
    }

    private void openAccounts(LedgerClient client) throws IOException {
        long number = 1;
        try (BufferedReader lines = strictly(Files.newInputStream(accounts));
                ProgressBar progress = Progress.bar("accounts", -1)) {
            for (String line = nextLine(lines, accounts, number);
                    line != null;
                    line = nextLine(lines, accounts, ++number)) {
                String text = number == 1 ? ByteOrderMark.skippedIn(line) : line;
                if (!text.isBlank()) {
                    openAccount(client, text);
                    progress.step();
                }
            }
        }
    }

    /** A line that is refused is reported with the others; the rest of the file goes on. */
    private void openAccount(LedgerClient client, String line) throws IOException {
        try {
            if (!(ApiJson.read(line) instanceof ObjectNode body)) {
                throw new ProblemException(Problem.malformed("The line must be a JSON object."));
            }
            JsonNode address = body.remove("address");
            if (address == null || !address.isString() || !address.asString().matches("[A-Za-z0-9_:-]{1,200}")) {
                throw new ProblemException(Problem.invalid("address", address, "must be the address of an account"));
            }
            ApiClient.Answer answer = client.account(address.asString(), body.toString());
            if (answer.status() >= 500) {
                throw new UsageException("the server did not take an account: " + answer.body());
            } else if (answer.status() >= 400) {
                reject(line, ApiJson.read(answer.body()));
            }
        } catch (ProblemException e) {
            reject(line, e.problem().details());
        }
    }

    private void takeTransactions(LedgerClient client) throws IOException {
        try (InputStream input = file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
                BufferedReader lines = strictly(input);
                ProgressBar progress = Progress.bar("transactions", -1)) {
            for (List<String> batch = batch(lines); !batch.isEmpty(); batch = batch(lines)) {
                send(client, batch);
                progress.stepBy(batch.size());
            }
        }
    }

    private List<String> batch(BufferedReader lines) throws IOException {
        List<String> batch = new ArrayList<>();
        int characters = 0;
        while (batch.size() < BATCH_LINES && characters < BATCH_CHARACTERS) {
            String line = nextLine(lines, file, lineNumber + 1);
            if (line == null) {
                break;
            }
            lineNumber++;
            String text = lineNumber == 1 ? ByteOrderMark.skippedIn(line) : line;
            if (line.length() > LONGEST_LINE) {
                throw new UsageException(
                        file + " line " + lineNumber + ": longer than " + LONGEST_LINE + " characters");
            }
            if (!text.isBlank()) {
                batch.add(text);
                characters += line.length();
                // With the mark, as before there was a look at it: ids that were derived must stay the same.
                digest.update(line.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
            }
        }
        return batch;
    }

    private void send(LedgerClient client, List<String> batch) throws IOException {
        ApiClient.Answer answer = client.batch(String.join("\n", batch) + "\n", key());
        if (answer.status() != 200) {
            throw new UsageException("the server did not take a batch: " + answer.body());
        }
        List<String> outcomes = answer.body().lines().toList();
        if (outcomes.size() != batch.size()) {
            throw new UsageException("the answer to a batch was cut short; run the import again");
        }
        for (int i = 0; i < outcomes.size(); i++) {
            count(batch.get(i), ApiJson.read(outcomes.get(i)));
        }
    }

    private String key() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void count(String line, JsonNode outcome) throws IOException {
        if (outcome.path("status").asInt() < 400) {
            if (outcome.path("replayed").asBoolean(false)) {
                replayed++;
            } else {
                accepted++;
            }
            return;
        }
        reject(line, outcome.path("problem"));
    }

    private void reject(String line, Object problem) throws IOException {
        rejected++;
        if (rejectedLines == null) {
            Path path = rejectedFile != null
                    ? rejectedFile
                    : Path.of((file.equals("-") ? "import" : file) + ".rejected.ndjson");
            rejectedLines = new PrintStream(Files.newOutputStream(path), false, StandardCharsets.UTF_8);
        }
        Map<String, Object> reason = new LinkedHashMap<>();
        reason.put("problem", problem);
        reason.put("line", line);
        rejectedLines.println(ApiJson.text(reason));
    }

    private void summarise() {
        if (json) {
            Map<String, Object> summary = new LinkedHashMap<>();
            summary.put("accepted", accepted);
            summary.put("replayed", replayed);
            summary.put("rejected", rejected);
            System.out.println(ApiJson.text(summary));
        } else {
            System.out.println("accepted " + accepted + ", replayed " + replayed + ", rejected " + rejected);
        }
    }
}
