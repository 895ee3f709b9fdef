package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a repetition of an idempotency key is answered. */
class IdempotencyKeyTest extends ApiTest {
    private static final String WITHOUT_ID =
            "{\"postings\": [{\"debit\": \"bank\", \"credit\": \"customers:1\", \"amount\": 5, \"asset\": \"EUR/2\"}]}";

    private static String body(String more) {
        return WITHOUT_ID.substring(0, WITHOUT_ID.length() - 1) + more + "}";
    }

    private static int balance(String ledger, Api.Answer last) {
        return account(ledger, "customers:1", last.position()).path("balance").asInt();
    }

    @Test
    void aKeyPostsOnceWhetherAnIdIsNamedOrNot() {
        String ledger = ledger("key-id-second");
        Api.Answer first = api.postKeyed(ledger + "/transactions", "k", WITHOUT_ID);
        Api.Answer second = api.postKeyed(ledger + "/transactions", "k", body(", \"id\": \"t\""));
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.code()).isEqualTo("id_reused");
        assertThat(balance(ledger, first)).isEqualTo(5);
    }

    @Test
    void aKeyThatCameWithAnIdDoesNotPostAgainWithoutIt() {
        String ledger = ledger("key-id-first");
        Api.Answer first = api.postKeyed(ledger + "/transactions", "k", body(", \"id\": \"t\""));
        Api.Answer second = api.postKeyed(ledger + "/transactions", "k", WITHOUT_ID);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("id_reused");
        assertThat(balance(ledger, first)).isEqualTo(5);
    }

    @Test
    void contentIsComparedAfterDefaults() {
        String ledger = ledger("key-defaults");
        api.postKeyed(ledger + "/transactions", "k", WITHOUT_ID);
        Api.Answer again = api.postKeyed(
                ledger + "/transactions", "k", body(", \"pending\": false, \"metadata\": {}, \"reference\": null"));
        assertThat(again.replayed()).as(again.text()).isTrue();
    }

    @Test
    void metadataThatLooksAlikeIsNotTheSame() {
        String ledger = ledger("key-metadata");
        api.postKeyed(ledger + "/transactions", "k", body(", \"metadata\": {\"a\": \"1, b=2\"}"));
        Api.Answer other =
                api.postKeyed(ledger + "/transactions", "k", body(", \"metadata\": {\"a\": \"1\", \"b\": \"2\"}"));
        assertThat(other.code()).isEqualTo("id_reused");
    }

    @Test
    void postingAllOfAHoldIsTheSameWithAndWithoutAmounts() {
        String ledger = ledger("key-hold");
        api.post(ledger + "/transactions", body(", \"id\": \"h\", \"pending\": true"));
        Api.Answer first = api.postKeyed(ledger + "/transactions/h/post", "k", "{}");
        Api.Answer again = api.postKeyed(ledger + "/transactions/h/post", "k", "{\"postings\": [{\"amount\": 5}]}");
        assertThat(again.replayed()).isTrue();
        assertThat(again.position()).isEqualTo(first.position());
        assertThat(api.postKeyed(ledger + "/transactions/h/post", "k", "{\"postings\": [{\"amount\": 4}]}")
                        .code())
                .isEqualTo("id_reused");
    }

    @Test
    void aRejectionBurnsNoKey() {
        String ledger = ledger("key-rejected");
        String spend =
                WITHOUT_ID.replace("bank", "x").replace("customers:1", "bank").replace("x", "customers:1");
        assertThat(api.postKeyed(ledger + "/transactions", "k", spend).code()).isEqualTo("insufficient_funds");
        api.post(ledger + "/transactions", WITHOUT_ID);
        assertThat(api.postKeyed(ledger + "/transactions", "k", spend).status()).isEqualTo(201);
    }

    @Test
    void aFreezeThatIsSentLateDoesNotFreezeAgain() {
        String ledger = ledger("key-freeze");
        String account = ledger + "/accounts/customers:1";
        api.postKeyed(account + "/freeze", "k", "");
        Api.Answer unfrozen = api.post(account + "/unfreeze", "");
        Api.Answer late = api.postKeyed(account + "/freeze", "k", "");
        assertThat(late.replayed()).isTrue();
        assertThat(late.json().path("status").asString()).isEqualTo("frozen");
        assertThat(account(ledger, "customers:1", unfrozen.position())
                        .path("status")
                        .asString())
                .isEqualTo("open");
    }

    @Test
    void anAnswerToMalformedLinesTellsAPositionThatExists() {
        String ledger = ledger("batch-position");
        for (String atomic : new String[] {"true", "false"}) {
            Api.Answer answer = api.post(ledger + "/batches?atomic=" + atomic, "application/x-ndjson", "{\n[]\n");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.position()).isPositive();
            assertThat(api.get(ledger + "?position=" + answer.position()).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aLineOfABatchPostsOnceWhetherAnIdIsNamedOrNot() {
        String ledger = ledger("key-batch");
        String named = body(", \"id\": \"t\"");
        for (String[] sent : new String[][] {{"k1", WITHOUT_ID, named}, {"k2", body(", \"id\": \"u\""), WITHOUT_ID}}) {
            Api.Answer first = batch(ledger, sent[0], sent[1]);
            assertThat(first.text()).contains("\"status\":201");
            Api.Answer other = batch(ledger, sent[0], sent[2]);
            assertThat(other.text()).contains("\"status\":409").contains("id_reused");
            Api.Answer again = batch(ledger, sent[0], sent[1]);
            assertThat(again.text()).contains("\"status\":201").contains("\"replayed\":true");
        }
    }

    @Test
    void aLineThatWasRejectedMayHappenLaterUnderTheSameKey() {
        String ledger = ledger("key-batch-later");
        String spend = WITHOUT_ID
                .replace("\"bank\"", "\"x\"")
                .replace("\"customers:1\"", "\"bank\"")
                .replace("\"x\"", "\"customers:1\"");
        String lines = spend + "\n" + body(", \"id\": \"t\"") + "\n" + spend;
        assertThat(batch(ledger, "k", lines).text().lines().map(line -> line.contains("\"status\":201")))
                .containsExactly(false, true, true);
        api.post(ledger + "/transactions", WITHOUT_ID);
        assertThat(batch(ledger, "k", lines).text().lines().map(line -> line.contains("\"replayed\":true")))
                .containsExactly(false, true, true);
        assertThat(batch(ledger, "k", lines).text().lines().map(line -> line.contains("\"status\":201")))
                .containsExactly(true, true, true);
    }

    private static Api.Answer batch(String ledger, String key, String lines) {
        return api.postKeyed(ledger + "/batches", key, "application/x-ndjson", lines);
    }
}
