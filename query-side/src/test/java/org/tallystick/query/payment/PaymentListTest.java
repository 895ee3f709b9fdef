package org.tallystick.query.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.axonframework.queryhandling.SimpleQueryUpdateEmitter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.queries.ListPayments;
import org.tallystick.queries.Slice;
import org.tallystick.query.projection.NewestFirst;
import org.tallystick.readmodels.EngineTest;
import org.tallystick.readmodels.Projection;
import org.tallystick.readmodels.Rows;
import org.tallystick.readmodels.Tables;
import org.tallystick.storage.Micros;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.EnumText;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.StandingOrderId;

/** Lists of payments by random filters, whichever index leads, against all payments looked at one by one. */
class PaymentListTest extends EngineTest {
    /** More than one part looks at. */
    private static final int PAYMENTS = 4_000;

    private static final int LISTS = 200;
    private static final long SEED = 21;

    private final Random random = new Random(SEED);
    private final List<Known> all = new ArrayList<>();
    private Tables tables;

    private record Known(
            long position,
            String ledger,
            String payer,
            String rail,
            PaymentPhase state,
            boolean open,
            String asset,
            String reference,
            String messageId,
            String railReference,
            String order,
            Map<String, String> metadata) {}

    @Override
    protected Projection projection() {
        return new PaymentProjection(
                new PaymentFollowers(SimpleQueryUpdateEmitter.builder().build()));
    }

    @BeforeEach
    void fill() {
        tables = engine.serving(PaymentProjection.NAME);
        LongStream.rangeClosed(1, PAYMENTS).map(i -> 7 * i).forEach(position -> all.add(known(position)));
        List<Object[]> metadata = new ArrayList<>();
        all.forEach(
                each -> each.metadata.forEach((key, value) -> metadata.add(new Object[] {key, value, each.position})));
        Rows.insert(
                tables,
                PaymentRows.PAYMENT,
                "id, position, ledger, payer, clearing, asset, amount, rail, reference, standing_order, initiated_at,"
                        + " state, is_open, message_id, rail_reference, document",
                all.stream().map(PaymentListTest::row).toList());
        Rows.insert(tables, PaymentRows.METADATA, "meta_key, meta_value, position", metadata);
    }

    /** Some values are rare, some frequent, and some of all. */
    private Known known(long position) {
        return new Known(
                position,
                "l" + skewed(3),
                "customers:" + skewed(200),
                "r" + skewed(2),
                PaymentPhase.values()[skewed(PaymentPhase.values().length)],
                random.nextInt(20) == 0,
                random.nextInt(10) == 0 ? "JPY/0" : "EUR/2",
                random.nextBoolean() ? null : "ref" + skewed(400),
                random.nextBoolean() ? null : "m" + position,
                random.nextBoolean() ? null : "rr" + skewed(1_000),
                random.nextInt(5) > 0 ? null : "o" + skewed(30),
                random.nextBoolean() ? Map.of() : Map.of("k", "v" + skewed(50), "all", "yes"));
    }

    private int skewed(int bound) {
        return Math.min(random.nextInt(bound), random.nextInt(bound));
    }

    private static Object[] row(Known known) {
        return new Object[] {
            "p" + known.position,
            known.position,
            known.ledger,
            known.payer,
            "clearing",
            known.asset,
            BigDecimal.ONE,
            known.rail,
            known.reference,
            known.order,
            Micros.of(at(known.position)),
            EnumText.of(known.state),
            known.open,
            known.messageId,
            known.railReference,
            "{}"
        };
    }

    private static Instant at(long position) {
        return Instant.EPOCH.plusSeconds(position);
    }

    /** Each filter is there now and then, by the values of a payment or by such as none has. */
    private ListPayments query() {
        Known some = all.get(random.nextInt(PAYMENTS));
        boolean nobodys = random.nextInt(10) == 0;
        return new ListPayments(
                wanted() ? new LedgerName(some.ledger) : null,
                wanted() ? new Address(some.payer) : null,
                wanted() ? some.rail : null,
                wanted() ? List.of(some.state, PaymentPhase.SETTLED, PaymentPhase.UNKNOWN) : List.of(),
                wanted() ? Boolean.valueOf(!some.open) : null,
                wanted() ? Asset.parse(some.asset) : null,
                wanted() ? some.reference : null,
                rarely() ? some.messageId : null,
                rarely() ? nobodys ? "none" : some.railReference : null,
                rarely() && some.order != null ? new StandingOrderId(some.order) : null,
                wanted() ? at(some.position - random.nextInt(9_000)) : null,
                wanted() ? at(some.position + random.nextInt(9_000)) : null,
                wanted() ? some.metadata : Map.of(),
                new Slice(50, wanted() ? List.of(Long.toString(some.position + 400)) : List.of()),
                OptionalLong.empty());
    }

    private boolean wanted() {
        return random.nextInt(4) == 0;
    }

    private boolean rarely() {
        return random.nextInt(20) == 0;
    }

    private static boolean passes(Known known, ListPayments query) {
        return (query.ledger() == null || query.ledger().value().equals(known.ledger))
                && (query.payer() == null || query.payer().value().equals(known.payer))
                && (query.rail() == null || query.rail().equals(known.rail))
                && (query.states().isEmpty() || query.states().contains(known.state))
                && (query.ended() == null || query.ended() == !known.open)
                && (query.asset() == null || query.asset().toString().equals(known.asset))
                && (query.reference() == null || query.reference().equals(known.reference))
                && (query.messageId() == null || query.messageId().equals(known.messageId))
                && (query.railReference() == null || query.railReference().equals(known.railReference))
                && (query.standingOrder() == null
                        || query.standingOrder().value().equals(known.order))
                && (query.from() == null || !at(known.position).isBefore(query.from()))
                && (query.to() == null || at(known.position).isBefore(query.to()))
                && known.metadata.entrySet().containsAll(query.metadata().entrySet())
                && (query.slice().after().isEmpty()
                        || known.position < Long.parseLong(query.slice().after().get(0)));
    }

    private List<Long> walked(ListPayments query, int limit) {
        return engine.read(
                List.of(PaymentProjection.NAME),
                OptionalLong.empty(),
                view -> walked(query, limit, view.tables(PaymentProjection.NAME)));
    }

    private static List<Long> walked(ListPayments query, int limit, Tables tables) {
        List<Long> seen = new ArrayList<>();
        List<String> after = query.slice().after();
        do {
            NewestFirst.Part part =
                    PaymentList.newest(query, tables).after(after).part(limit);
            assertThat(part.rows()).hasSizeLessThanOrEqualTo(limit);
            part.rows().forEach(row -> seen.add(row.position()));
            after = part.key();
        } while (after != null);
        return seen;
    }

    @Test
    void whatPassesAllFiltersIsListedNewestFirst() {
        int filled = 0;
        for (int i = 0; i < LISTS; i++) {
            ListPayments query = query();
            int limit = 1 + random.nextInt(300);
            List<Long> right = LongStream.rangeClosed(1, PAYMENTS)
                    .map(back -> PAYMENTS - back)
                    .mapToObj(index -> all.get((int) index))
                    .filter(known -> passes(known, query))
                    .map(Known::position)
                    .toList();
            assertThat(walked(query, limit))
                    .as("seed %s, list %s: %s", SEED, i, query)
                    .isEqualTo(right);
            filled += right.isEmpty() ? 0 : 1;
        }
        assertThat(filled).as("lists that have something").isGreaterThan(LISTS / 4);
    }
}
