package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Transfers between two ledgers over HTTP, on the real wiring. */
class TransfersTest extends ApiTest {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private static String first;
    private static String second;

    @BeforeAll
    static void open() {
        first = ledger("europe");
        second = ledger("america");
        account(first, "exchange:america", "credit");
        account(second, "exchange:europe", "debit");
        assertThat(transfer(first, "funds", "bank", "customers:1", "1000000").status())
                .isEqualTo(201);
    }

    private static String leg(String ledger, String account, String amount) {
        return "{\"ledger\": \"" + ledger + "\", \"account\": \"" + account + "\", \"amount\": " + amount
                + ", \"asset\": \"EUR/2\"}";
    }

    private static String body(String id, String amount, String to) {
        return "{\"id\": \"" + id + "\", \"from\": " + leg("europe", "customers:1", amount) + ", \"to\": "
                + leg("america", to, amount) + "}";
    }

    private static String move(String amount, String to) {
        String id = "move-" + COUNT.incrementAndGet();
        Api.Answer answer = api.post("/v1/transfers", body(id, amount, to));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return id;
    }

    private static List<String> awaitEvent(String id, String type) {
        return Waiting.until(
                () -> {
                    List<String> types = new ArrayList<>();
                    api.get("/v1/events?stream=transfer/" + id)
                            .json()
                            .get("data")
                            .forEach(event -> types.add(event.get("type").asString()));
                    return types;
                },
                types -> types.contains(type));
    }

    private static JsonNode account(String ledger, String address) {
        return api.getAtHead(ledger + "/accounts/" + address).json();
    }

    @Test
    void movesMoneyFromOneLedgerToTheOther() {
        String id = move("700", "customers:1");
        assertThat(awaitEvent(id, "transfer-completed"))
                .containsExactly("transfer-initiated", "transfer-held", "transfer-delivered", "transfer-completed");
        Api.Answer shown = api.getAtHead("/v1/transfers/" + id);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json().get("state").asString()).isEqualTo("completed");
        assertThat(shown.json().get("from").get("exchange").asString()).isEqualTo("exchange:america");
        assertThat(shown.json().get("timeline")).hasSize(4);
        assertThat(account(second, "exchange:europe").get("balance").asLong())
                .isEqualTo(account(first, "exchange:america").get("balance").asLong());
    }

    @Test
    void isListedByEitherLedgerAndAccount() {
        String ledger = ledger("asia");
        account(ledger, "exchange:europe", "debit");
        account(ledger, "listed", "credit");
        String done = "listed-1";
        String body = "{\"id\": \"" + done + "\", \"from\": " + leg("europe", "customers:1", "2") + ", \"to\": "
                + leg("asia", "listed", "2") + ", \"reference\": \"r-1\", \"metadata\": {\"kind\": \"gift\"}}";
        account(first, "exchange:asia", "credit");
        assertThat(api.post("/v1/transfers", body).status()).isEqualTo(202);
        awaitEvent(done, "transfer-completed");
        String refused = "listed-2";
        assertThat(api.post(
                                "/v1/transfers",
                                body.replace(done, refused).replace("\"amount\": 2", "\"amount\": 999999999"))
                        .status())
                .isEqualTo(202);
        awaitEvent(refused, "transfer-rejected");
        assertThat(ids("ledger=asia")).containsExactly(refused, done);
        assertThat(ids("ledger=asia&account=listed&limit=1")).containsExactly(refused);
        assertThat(ids("ledger=europe&account=listed")).isEmpty();
        assertThat(ids("ledger=europe&account=customers:1&reference=r-1&state=completed,undone"))
                .containsExactly(done);
        assertThat(ids("metadata%5Bkind%5D=gift&state=rejected&ended=true")).containsExactly(refused);
        assertThat(ids("ledger=asia&ended=false")).isEmpty();
        JsonNode page = api.get("/v1/transfers?ledger=asia&limit=1").json();
        assertThat(page.get("data").get(0).has("timeline")).isFalse();
        assertThat(ids("ledger=asia&limit=1&cursor=" + page.get("next").asString()))
                .containsExactly(done);
        String since =
                api.get("/v1/transfers/" + refused).json().get("initiatedAt").asString();
        assertThat(ids("ledger=asia&from=" + since)).containsExactly(refused);
        assertThat(ids("ledger=asia&to=" + since)).containsExactly(done);
        for (String wrong : List.of("account=listed", "state=lost", "state=", "ended=perhaps", "colour=red")) {
            assertThat(api.get("/v1/transfers?" + wrong).code()).as(wrong).isEqualTo("invalid");
        }
    }

    private static List<String> ids(String query) {
        Api.Answer answer = api.getAtHead("/v1/transfers", query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        answer.json().get("data").forEach(transfer -> ids.add(transfer.get("id").asString()));
        return ids;
    }

    @Test
    void isRejectedWithoutFunds() {
        assertThat(awaitEvent(move("999999999", "customers:1"), "transfer-rejected"))
                .containsExactly("transfer-initiated", "transfer-rejected");
    }

    @Test
    void givesTheMoneyBackWhenTheSecondLedgerRefuses() {
        account(second, "frozen", "credit");
        api.post(second + "/accounts/frozen/freeze", "{}");
        assertThat(awaitEvent(move("5", "frozen"), "transfer-undone"))
                .containsExactly("transfer-initiated", "transfer-held", "transfer-refused", "transfer-undone");
        assertThat(account(first, "customers:1").get("debitsPending").asLong()).isZero();
    }

    @Test
    void answersARepetitionAsTheFirstTime() {
        String id = move("3", "customers:1");
        awaitEvent(id, "transfer-completed");
        Api.Answer again = api.post("/v1/transfers", body(id, "3", "customers:1"));
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().get("state").asString()).isEqualTo("initiated");
        assertThat(api.post("/v1/transfers", body(id, "4", "customers:1"))
                        .json()
                        .get("code")
                        .asString())
                .isEqualTo("id_reused");
    }

    @Test
    void namesWhatIsWrong() {
        assertThat(api.post("/v1/transfers", body("x", "0", "customers:1")).text())
                .contains("invalid", "from.amount");
        String inOne = "{\"from\": " + leg("europe", "customers:1", "1") + ", \"to\": "
                + leg("europe", "customers:2", "1") + "}";
        assertThat(api.post("/v1/transfers", inOne).text()).contains("invalid", "another ledger");
        String unequal = "{\"from\": " + leg("europe", "customers:1", "1") + ", \"to\": "
                + leg("america", "customers:1", "2") + "}";
        assertThat(api.post("/v1/transfers", unequal).text()).contains("invalid", "same amount");
        assertThat(api.post("/v1/transfers", body("x", "1", "nobody")).text()).contains("account_not_found", "nobody");
        assertThat(api.post("/v1/transfers", "{}").status()).isEqualTo(400);
        assertThat(api.get("/v1/transfers/nothing").status()).isEqualTo(404);
    }
}
