package org.tallystick.app.cli;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tallystick.api.ApiJson;
import org.tallystick.events.AccountOpened;
import org.tallystick.events.DomainEvent;
import org.tallystick.values.Asset;
import org.tallystick.values.Posting;
import org.tallystick.values.Side;

/** How an export is written. Dates are those of the effective time in UTC; a debit is positive. */
interface ExportFormat {

    static Optional<ExportFormat> named(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "ndjson" -> new Ndjson();
                    case "csv" -> new Csv();
                    case "hledger" -> new Hledger();
                    case "beancount" -> new Beancount();
                    default -> null;
                });
    }

    default String header() {
        return "";
    }

    String transaction(ExportedTransaction transaction);

    default String other(DomainEvent event) {
        return "";
    }

    private static String date(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static String decimal(Posting posting) {
        return new BigDecimal(posting.amount(), posting.asset().scale()).toPlainString();
    }

    private static String oneLine(String text) {
        return text == null ? "" : text.replaceAll("[\\p{Cntrl};|\"]+", " ").strip();
    }

    /** Bodies of POST transactions, to be imported again; derived ids are left out, since no client may send them. */
    final class Ndjson implements ExportFormat {
        @Override
        public String transaction(ExportedTransaction transaction) {
            Map<String, Object> body = new LinkedHashMap<>();
            if (!transaction.id().isDerived()) {
                body.put("id", transaction.id().value());
            }
            List<Map<String, Object>> postings = new ArrayList<>();
            for (Posting posting : transaction.postings()) {
                Map<String, Object> shown = new LinkedHashMap<>();
                shown.put("debit", posting.debit().value());
                shown.put("credit", posting.credit().value());
                shown.put("amount", posting.amount());
                shown.put("asset", posting.asset().toString());
                postings.add(shown);
            }
            body.put("postings", postings);
            body.put("effectiveAt", transaction.effectiveAt().toString());
            if (transaction.reference() != null) {
                body.put("reference", transaction.reference());
            }
            if (transaction.description() != null) {
                body.put("description", transaction.description());
            }
            if (!transaction.metadata().isEmpty()) {
                body.put("metadata", transaction.metadata());
            }
            return ApiJson.text(body) + "\n";
        }
    }

    /**
     * One row per posting, fields quoted as <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a> says. Spreadsheets
     * take a cell for a formula by how it begins; a text that begins so gets an apostrophe, as
     * <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP</a> advises. Numbers stay numbers.
     */
    final class Csv implements ExportFormat {
        private static final String BEGIN_FORMULAS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

        @Override
        public String header() {
            return "transaction,posting,effective_at,recorded_at,debit,credit,amount_minor,asset,reference,description\n";
        }

        @Override
        public String transaction(ExportedTransaction transaction) {
            StringBuilder rows = new StringBuilder();
            int index = 0;
            for (Posting posting : transaction.postings()) {
                rows.append(String.join(
                                ",",
                                transaction.id().value(),
                                Integer.toString(index++),
                                transaction.effectiveAt().toString(),
                                transaction.recordedAt().toString(),
                                harmless(posting.debit().value()),
                                harmless(posting.credit().value()),
                                posting.amount().toString(),
                                posting.asset().toString(),
                                quoted(transaction.reference()),
                                quoted(transaction.description())))
                        .append('\n');
            }
            return rows.toString();
        }

        private static String quoted(String text) {
            return text == null ? "" : '"' + harmless(text).replace("\"", "\"\"") + '"';
        }

        private static String harmless(String text) {
            return text.isEmpty() || BEGIN_FORMULAS.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
        }
    }

    /** The <a href="https://hledger.org/hledger.html#journal">hledger journal</a>; assets keep their scale in the name. */
    final class Hledger implements ExportFormat {
        @Override
        public String header() {
            return "decimal-mark .\n\n";
        }

        @Override
        public String transaction(ExportedTransaction transaction) {
            StringBuilder entry = new StringBuilder(ExportFormat.date(transaction.effectiveAt()))
                    .append(" (")
                    .append(transaction.id())
                    .append(") ")
                    .append(ExportFormat.oneLine(transaction.description()))
                    .append('\n');
            for (Posting posting : transaction.postings()) {
                String amount = ExportFormat.decimal(posting);
                String commodity = " \"" + posting.asset() + "\"\n";
                entry.append("    ")
                        .append(posting.debit())
                        .append("  ")
                        .append(amount)
                        .append(commodity);
                entry.append("    ")
                        .append(posting.credit())
                        .append("  -")
                        .append(amount)
                        .append(commodity);
            }
            return entry.append('\n').toString();
        }
    }

    /** The <a href="https://beancount.github.io/docs/beancount_language_syntax.html">beancount language</a>. */
    final class Beancount implements ExportFormat {
        private final Map<String, String> names = new HashMap<>();
        private final Set<String> taken = new HashSet<>();

        @Override
        public String other(DomainEvent event) {
            if (!(event instanceof AccountOpened opened)) {
                return "";
            }
            String name = unique(name(opened.address().value(), opened.state().normal()));
            names.put(opened.address().value(), name);
            return "0001-01-01 open " + name + "\n";
        }

        @Override
        public String transaction(ExportedTransaction transaction) {
            StringBuilder entry = new StringBuilder(ExportFormat.date(transaction.effectiveAt()))
                    .append(" * \"")
                    .append(ExportFormat.oneLine(transaction.description()).replace("\\", "\\\\"))
                    .append("\"\n  id: \"")
                    .append(transaction.id())
                    .append("\"\n");
            for (Posting posting : transaction.postings()) {
                String amount = ExportFormat.decimal(posting) + " " + commodity(posting.asset()) + "\n";
                entry.append("  ")
                        .append(names.get(posting.debit().value()))
                        .append("  ")
                        .append(amount);
                entry.append("  ")
                        .append(names.get(posting.credit().value()))
                        .append("  -")
                        .append(amount);
            }
            return entry.append('\n').toString();
        }

        /** Addresses that differ only where the language cannot tell get a number, by the order of their opening. */
        private String unique(String name) {
            String free = name;
            for (int i = 2; !taken.add(free); i++) {
                free = name + "-" + i;
            }
            return free;
        }

        private static String name(String address, Side normal) {
            StringBuilder name = new StringBuilder(normal == Side.DEBIT ? "Assets" : "Liabilities");
            for (String segment : address.split(":")) {
                String plain = segment.replace('_', '-').replaceAll("^-", "X-");
                name.append(':').append(Character.toUpperCase(plain.charAt(0))).append(plain.substring(1));
            }
            return name.toString();
        }

        private static String commodity(Asset asset) {
            return asset.code() + "-" + asset.scale();
        }
    }
}
