package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import org.tallystick.eventstore.EventLog;
import tools.jackson.databind.JsonNode;

/** The stored events by what was asked for of them, and as a stream. */
@Timeout(60)
class EventListTest extends ApiTest {
    private static final String ONE = "/v1/ledgers/events-one";

    @BeforeAll
    static void fill() {
        ledger("events-one");
        ledger("events-two");
        transfer(ONE, "t1", "bank", "customers:1", "5");
        api.postAs("/v1/ledgers/events-two/transactions", "ada", posting("t2", "bank", "customers:1", "7", ""));
        api.postAs(ONE + "/transactions", "ada", posting("t3", "bank", "customers:2", "9", ", \"pending\": true"));
    }

    private static String url(String path) {
        return TallystickServer.url(server) + path;
    }

    private static List<JsonNode> events(String query) {
        List<JsonNode> found = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonNode page = api.get("/v1/events?limit=3" + query + after).json();
            page.path("data").forEach(found::add);
            after = page.path("next").isNull()
                    ? null
                    : "&after=" + page.path("next").asString();
        }
        return found;
    }

    private static List<String> types(String query) {
        return events(query).stream()
                .map(event -> event.path("type").asString())
                .toList();
    }

    @Test
    void areFoundByLedgerTypeAndActor() {
        assertThat(types("&ledger=events-two&type=transaction-posted")).containsExactly("transaction-posted");
        assertThat(types("&ledger=events-one&type=transaction-posted,transaction-held"))
                .containsExactly("transaction-posted", "transaction-held");
        assertThat(types("&actor=ada&type=transaction-posted,transaction-held"))
                .containsExactly("transaction-posted", "transaction-held");
        assertThat(types("&actor=ada&ledger=events-one"))
                .containsExactly("debit-held", "credit-held", "transaction-held");
        assertThat(types("&actor=nobody")).isEmpty();
        assertThat(events("&ledger=events-one"))
                .allMatch(
                        event -> event.path("payload").path("ledger").asString().equals("events-one"))
                .hasSizeGreaterThan(5);
    }

    @Test
    void areFoundByTheTimeWhenTheyWereRecorded() {
        List<JsonNode> all = events("");
        for (int i = 1; i < all.size(); i++) {
            String time = all.get(i).path("recordedAt").asString();
            long before = all.stream()
                    .filter(event -> event.path("recordedAt").asString().compareTo(time) < 0)
                    .count();
            assertThat(events("&to=" + time)).hasSize((int) before);
            assertThat(events("&from=" + time)).hasSize((int) (all.size() - before));
        }
        assertThat(events("&from=9000-01-01T00:00:00Z")).isEmpty();
        assertThat(events("&to=9000-01-01T00:00:00Z")).hasSize(all.size());
        assertThat(events("&to=2020-01-01T00:00:00Z")).isEmpty();
    }

    @Test
    void positionsAreText() {
        JsonNode event = events("").get(0);
        assertThat(event.path("position").isString()).isTrue();
        assertThat(event.path("sequence").isIntegralNumber()).isTrue();
        JsonNode transaction = api.getAtHead(ONE + "/transactions/t1").json();
        assertThat(transaction.path("position").isString()).isTrue();
    }

    @Test
    void filtersOutOfTheirFormAreRefused() {
        for (String query : List.of("type=", "type=a,b", "ledger=A B", "actor=", "from=now", "to=now", "stream=")) {
            Api.Answer answer = api.get("/v1/events?" + query.replace(" ", "%20"));
            assertThat(answer.code()).as(query).isEqualTo("invalid");
        }
    }

    @Test
    void areFollowedFromNowOnAndFromAnyPosition() throws Exception {
        String ledger = ledger("events-followed");
        String other = ledger("events-other");
        long head = server.getBean(EventLog.class).head();
        try (EventStream stream = EventStream.open(url("/v1/events/stream?after=" + head), null)) {
            transfer(ledger, "f1", "bank", "customers:1", "5");
            List<EventStream.Event> events = stream.next(3);
            assertThat(events).extracting(EventStream.Event::id).containsExactly(head + 1, head + 2, head + 3);
            assertThat(events).extracting(EventStream.Event::name).containsOnly("event");
            JsonNode listed = api.get("/v1/events?after=" + head).json().path("data");
            assertThat(events.stream().map(EventStream.Event::data))
                    .containsExactlyElementsOf(
                            StreamSupport.stream(listed.spliterator(), false).toList());
        }
        String filter = "/v1/events/stream?ledger=events-other&type=transaction-posted";
        try (EventStream stream = EventStream.open(url(filter), Long.toString(head))) {
            transfer(ledger, "f2", "bank", "customers:1", "5");
            transfer(other, "f3", "bank", "customers:1", "5");
            assertThat(stream.next().data().path("payload").path("transaction").asString())
                    .isEqualTo("f3");
        }
    }

    @Test
    void aStreamEndsWithTheServer(@org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) throws Exception {
        ConfigurableApplicationContext other = TallystickServer.start("--server.port=0", "--tallystick.data=" + folder);
        String root = TallystickServer.url(other);
        new Api(root).put("/v1/ledgers/l", "{}");
        try (EventStream stream = EventStream.open(root + "/v1/events/stream?after=0", null)) {
            assertThat(stream.next().id()).isEqualTo(1);
            other.close();
            assertThat(stream.hasEnded()).isTrue();
        }
    }
}
