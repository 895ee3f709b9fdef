package org.tallystick.app.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Random;

/** What customers of the sample ledger do while it is looked at: they pay each other, and by card, which holds first. */
final class DemoTraffic implements Runnable {
    private static final int BY_CARD_ONE_IN = 4;

    private final ApiClient api;
    private final LedgerClient ledger;
    private final Random random = new Random();
    private long holds = System.currentTimeMillis();

    DemoTraffic(ApiClient api, LedgerClient ledger) {
        this.api = api;
        this.ledger = ledger;
    }

    @Override
    public void run() {
        try {
            if (random.nextInt(BY_CARD_ONE_IN) == 0) {
                payByCard();
            } else {
                payEachOther();
            }
        } catch (IOException | RuntimeException e) {
            System.err.println("tallystick: a demo transaction failed: " + e.getMessage());
        }
    }

    private void payEachOther() throws IOException {
        int payer = 1 + random.nextInt(DemoYear.CUSTOMERS);
        int payee = 1 + (payer + random.nextInt(DemoYear.CUSTOMERS - 1)) % DemoYear.CUSTOMERS;
        ledger.transaction(LedgerClient.transfer(
                null,
                DemoYear.wallet(payer),
                payer == payee ? "fees" : DemoYear.wallet(payee),
                1 + random.nextInt(2_000)));
    }

    /** A part of what was held is posted, and the rest is free again. */
    private void payByCard() throws IOException {
        String id = "card-now-" + Long.toString(holds++, 36);
        int held = 1_000 + random.nextInt(4_000);
        String posting = LedgerClient.transfer(
                id, DemoYear.wallet(1 + random.nextInt(DemoYear.CUSTOMERS)), DemoYear.shop("groceries"), held);
        ledger.transaction("{\"pending\": true, \"metadata\": {\"kind\": \"card\"}, " + posting.substring(1));
        api.send(
                "POST",
                "/v1/ledgers/" + DemoLedger.NAME + "/transactions/" + id + "/post",
                ApiClient.JSON,
                "{\"postings\": [{\"amount\": " + (held - random.nextInt(500)) + "}]}",
                Map.of());
    }
}
