package org.tallystick.query.entry;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.tallystick.answers.Entry;
import org.tallystick.api.Headers;
import org.tallystick.api.Parameters;
import org.tallystick.queries.AccountStatement;
import org.tallystick.queries.ListEntries;
import org.tallystick.queries.Slice;
import org.tallystick.values.Side;

/**
 * A whole statement as a CSV file for people: amounts are in whole units of the asset. It is read in parts, each at a moment
 * of its own; what was recorded after the first part is left out of the others, and balances follow by adding up.
 */
final class StatementFile {
    static final String CSV = "text/csv";
    /** The first part. */
    static final Slice FIRST = new Slice(1_000, List.of());

    private static final int MOST_ENTRIES = 50_000;
    private static final List<String> COLUMNS = List.of(
            "type",
            "effectiveAt",
            "recordedAt",
            "transaction",
            "posting",
            "reference",
            "description",
            "counterparty",
            "debit",
            "credit",
            "balance",
            "asset",
            "payment",
            "actor",
            "requestId",
            "position");

    private final ListEntries query;
    private final Function<ListEntries, AccountStatement> ask;
    private BigInteger balance;
    private int written;

    StatementFile(ListEntries query, Function<ListEntries, AccountStatement> ask) {
        this.query = query;
        this.ask = ask;
    }

    /** Whether the client would rather have it than JSON. */
    static boolean isAskedFor(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        if (accepted == null || !accepted.contains(CSV)) {
            return false;
        }
        try {
            return MediaType.parseMediaTypes(accepted).stream()
                    .filter(each -> each.getQualityValue() > 0)
                    .sorted((one, other) -> Double.compare(other.getQualityValue(), one.getQualityValue()))
                    .findFirst()
                    .map(first -> MimeTypeUtils.parseMimeType(CSV).equalsTypeAndSubtype(first))
                    .orElse(false);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    /** Makes the file first, so that what goes wrong is told by the status. */
    void send(HttpServletResponse response) throws IOException {
        Path file = Files.createTempFile("tallystick-statement", ".csv");
        try {
            long position;
            try (Writer out = Files.newBufferedWriter(file)) {
                position = write(out);
            }
            String name = "statement-" + query.ledger() + "-"
                    + query.address().value().replace(':', '.') + ".csv";
            response.setContentType(CSV + ";charset=UTF-8;header=present");
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
            response.setHeader(Headers.POSITION, Long.toString(position));
            response.setContentLengthLong(Files.size(file));
            OutputStream out = response.getOutputStream();
            Files.copy(file, out);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private long write(Writer out) throws IOException {
        AccountStatement first = ask.apply(query);
        long position = first.entries().position();
        row(out, COLUMNS);
        boolean descending = query.descending();
        balance = descending ? first.closingBalance() : first.openingBalance();
        writeEnd(out, descending, first);
        AccountStatement part = first;
        while (part != null) {
            for (Entry entry : part.entries().data()) {
                if (entry.position().value() <= position) {
                    write(out, entry, first);
                }
            }
            List<String> next = part.entries().next();
            part = next == null ? null : ask.apply(query.with(new Slice(FIRST.limit(), next)));
        }
        writeEnd(out, !descending, first);
        return position;
    }

    private void writeEnd(Writer out, boolean closing, AccountStatement statement) throws IOException {
        Object time = closing ? query.to() : query.from();
        BigInteger end = closing ? statement.closingBalance() : statement.openingBalance();
        row(
                out,
                List.of(
                        closing ? "closing" : "opening",
                        time == null ? "" : time.toString(),
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        decimal(end, statement),
                        statement.asset().code(),
                        "",
                        "",
                        "",
                        ""));
    }

    private void write(Writer out, Entry entry, AccountStatement statement) throws IOException {
        if (++written > MOST_ENTRIES) {
            throw Parameters.invalid(
                    "from",
                    query.from(),
                    "and to must not be so far apart: a file has at most " + MOST_ENTRIES + " entries");
        }
        boolean debit = entry.side() == Side.DEBIT;
        BigInteger change = entry.side() == statement.normal()
                ? entry.amount()
                : entry.amount().negate();
        if (!query.descending()) {
            balance = balance.add(change);
        }
        String amount = decimal(entry.amount(), statement);
        row(
                out,
                List.of(
                        "entry",
                        entry.effectiveAt().toString(),
                        entry.recordedAt().toString(),
                        entry.transaction().value(),
                        Integer.toString(entry.posting()),
                        text(entry.reference()),
                        text(entry.description()),
                        text(entry.counterparty()),
                        debit ? amount : "",
                        debit ? "" : amount,
                        decimal(balance, statement),
                        statement.asset().code(),
                        text(entry.payment()),
                        text(entry.actor()),
                        text(entry.requestId()),
                        entry.position().toString()));
        if (query.descending()) {
            balance = balance.subtract(change);
        }
    }

    private static String decimal(BigInteger minor, AccountStatement statement) {
        return new BigDecimal(minor, statement.asset().scale()).toPlainString();
    }

    /** A program for tables takes some texts for formulas; an apostrophe before them says that they are none. */
    private static String text(Object value) {
        String text = value == null ? "" : value.toString();
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return formula ? "'" + text : text;
    }

    /** By RFC 4180. */
    private static void row(Writer out, List<String> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            boolean quoted = cell.chars().anyMatch(each -> each == ',' || each == '"' || each == '\n' || each == '\r');
            out.write(i == 0 ? "" : ",");
            out.write(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
        }
        out.write("\r\n");
    }
}
