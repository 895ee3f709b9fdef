package org.tallystick.app.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The accounts of a small bank, and what they moved in the year before a day: always the same for the same day. */
final class DemoYear {
    static final int CUSTOMERS = 20;
    /** So many of the customers have dollars as well. */
    private static final int WITH_DOLLARS = 5;

    private static final int MONTHS = 12;
    private static final int BATCH_LINES = 1_000;
    private static final int PURCHASES = 5;
    private static final String EUR = "EUR/2";
    private static final String USD = "USD/2";
    private static final String BANK = "bank:main";
    private static final List<String> SHOPS = List.of("groceries", "books", "trains");

    private final LocalDate end;
    private final Random random = new Random(1);
    private final List<String> lines = new ArrayList<>();

    DemoYear(LocalDate end) {
        this.end = end;
    }

    static String wallet(int customer) {
        return "customers:" + customer + ":wallet";
    }

    private static String dollars(int customer) {
        return "customers:" + customer + ":dollars";
    }

    static String shop(String category) {
        return "merchants:" + category;
    }

    /** Bodies of accounts by address. */
    static Map<String, String> accounts() {
        Map<String, String> accounts = new LinkedHashMap<>();
        accounts.put(BANK, account(EUR, "debit", ""));
        accounts.put("bank:dollars", account(USD, "debit", ""));
        accounts.put(DemoPayments.CLEARING, account(EUR, "debit", ""));
        accounts.put("fees", account(EUR, "credit", ""));
        accounts.put("exchange:euros", account(EUR, "credit", ", \"floor\": null"));
        accounts.put("exchange:dollars", account(USD, "credit", ", \"floor\": null"));
        accounts.put("landlord", account(EUR, "credit", ""));
        SHOPS.forEach(shop -> accounts.put(shop(shop), account(EUR, "credit", "")));
        for (int i = 1; i <= CUSTOMERS; i++) {
            accounts.put(wallet(i), account(EUR, "credit", ", \"metadata\": {\"customer\": \"" + i + "\"}"));
        }
        for (int i = 1; i <= WITH_DOLLARS; i++) {
            accounts.put(dollars(i), account(USD, "credit", ", \"metadata\": {\"customer\": \"" + i + "\"}"));
        }
        return accounts;
    }

    private static String account(String asset, String normal, String more) {
        return "{\"asset\": \"" + asset + "\", \"normal\": \"" + normal + "\"" + more + "}";
    }

    /** Bodies of batches. Each month brings salaries first, so that no floor is passed. */
    List<String> batches() {
        for (int i = MONTHS; i >= 1; i--) {
            LocalDate month = end.minusMonths(i);
            for (int customer = 1; customer <= CUSTOMERS; customer++) {
                month(month, customer);
            }
        }
        List<String> batches = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += BATCH_LINES) {
            batches.add(String.join("\n", lines.subList(i, Math.min(lines.size(), i + BATCH_LINES))) + "\n");
        }
        return batches;
    }

    private void month(LocalDate first, int customer) {
        String wallet = wallet(customer);
        add("salary", customer, first, "Salary", "", posting(BANK, wallet, 220_000 + 7_500 * customer, EUR));
        add(
                "rent",
                customer,
                first.plusDays(2),
                "Rent",
                "",
                posting(wallet, "landlord", 60_000 + 1_000 * customer, EUR));
        for (int i = 0; i < PURCHASES; i++) {
            String shop = SHOPS.get(random.nextInt(SHOPS.size()));
            add(
                    "card" + i,
                    customer,
                    first.plusDays(3 + random.nextInt(24)),
                    "Paid by card",
                    ", \"category\": \"" + shop + "\"",
                    posting(wallet, shop(shop), 500 + random.nextInt(15_000), EUR));
        }
        add("fee", customer, first.plusDays(27), "Fee of the month", "", posting(wallet, "fees", 250, EUR));
        if (customer <= WITH_DOLLARS && first.getMonthValue() % 3 == 0) {
            int euros = 5_000 + random.nextInt(20_000);
            add(
                    "exchange",
                    customer,
                    first.plusDays(14),
                    "Euros into dollars",
                    ", \"rate\": \"1.08\"",
                    posting(wallet, "exchange:euros", euros, EUR),
                    posting("exchange:dollars", dollars(customer), euros * 108 / 100, USD));
        }
    }

    private void add(String kind, int customer, LocalDate day, String description, String more, String... postings) {
        String id = id(kind, customer, day);
        lines.add("{\"id\": \"" + id + "\", \"effectiveAt\": \""
                + day.atTime(9, 30).toInstant(ZoneOffset.UTC) + "\", \"reference\": \"" + id
                + "\", \"description\": \"" + description + "\", \"metadata\": {\"kind\": \""
                + kind.replaceAll("\\d", "") + "\"" + more + "}, \"postings\": ["
                + Stream.of(postings).collect(Collectors.joining(", ")) + "]}");
    }

    static String id(String kind, int customer, LocalDate day) {
        return kind + "-" + customer + "-" + day;
    }

    private static String posting(String debit, String credit, int amount, String asset) {
        return "{\"debit\": \"" + debit + "\", \"credit\": \"" + credit + "\", \"amount\": " + amount
                + ", \"asset\": \"" + asset + "\"}";
    }

    /** A salary that was paid twice, for somebody to reverse. */
    static String secondSalary(int customer, LocalDate day) {
        return "{\"id\": \"salary-again-" + customer + "\", \"effectiveAt\": \""
                + day.atTime(9, 31).toInstant(ZoneOffset.UTC) + "\", \"description\": \"Salary, paid twice\","
                + " \"metadata\": {\"kind\": \"mistake\"}, \"postings\": ["
                + posting(BANK, wallet(customer), 220_000, EUR) + "]}";
    }
}
