package org.tallystick.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The requests that make payments over the simulator rail, in a ledger of its own. Payers have no floor. */
public final class PaymentLoad {
    /** Where the money of all these payments goes, by the default settings. */
    public static final String CLEARING = "assets:interbank:genodef1";
    /** What each payment is about, in minor units. */
    public static final int AMOUNT = 100;

    private static final int PREPARED = 1_024;

    private final String ledger;
    private final int payers;

    public PaymentLoad(String ledger, int payers) {
        this.ledger = ledger;
        this.payers = payers;
    }

    /** Opens the ledger and its accounts. */
    public List<LoadRequest> opening() {
        String accounts = "/v1/ledgers/" + ledger + "/accounts/";
        List<LoadRequest> requests = new ArrayList<>();
        requests.add(LoadRequest.put("/v1/ledgers/" + ledger, "{\"name\":\"Payments\"}"));
        requests.add(LoadRequest.put(accounts + CLEARING, "{\"asset\":\"EUR/2\",\"normal\":\"debit\"}"));
        for (int i = 0; i < payers; i++) {
            requests.add(
                    LoadRequest.put(accounts + "p:" + i, "{\"asset\":\"EUR/2\",\"normal\":\"credit\",\"floor\":null}"));
        }
        return requests;
    }

    /** Payments whose ids the server chooses, so that the same bytes make a new payment each time. */
    public RequestSource payments(SplittableRandom random) {
        return RequestSource.cycle(
                PREPARED, () -> LoadRequest.post("/v1/payments", "application/json", payment(random), 1));
    }

    private String payment(SplittableRandom random) {
        return "{\"ledger\":\"" + ledger + "\",\"payer\":\"p:" + random.nextInt(payers) + "\",\"amount\":" + AMOUNT
                + ",\"asset\":\"EUR/2\",\"rail\":\"simulator\",\"beneficiary\":{\"name\":\"Ada Lovelace\","
                + "\"account\":\"DE89370400440532013000\",\"bank\":\"GENODEF1\"}}";
    }
}
