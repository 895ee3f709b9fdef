package org.tallystick.query.transaction;

import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tallystick.readmodels.InList;
import org.tallystick.readmodels.IndexWalk;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.LedgerName;

/** Along an index whose last column is the position; or along several parts of it at once, such as those of some states. */
final class IndexWay implements Way {
    private static final String POSITION = "position";

    private final List<Supplier<IndexWalk>> parts;
    private final LedgerName ledger;
    private final Tables tables;
    private Span rest;

    /** @param parts each begins a walk, with all columns of its index but the position */
    IndexWay(LedgerName ledger, List<Supplier<IndexWalk>> parts, Span all, Tables tables) {
        this.ledger = ledger;
        this.parts = parts;
        this.rest = all;
        this.tables = tables;
    }

    @Override
    public Reach ahead(int steps) {
        return reach(positions(steps), steps);
    }

    @Override
    public Portion next(int steps) {
        List<Long> positions = positions(steps);
        Reach reach = reach(positions, steps);
        if (positions.isEmpty()) {
            return Portion.nothing(reach);
        }
        rest = rest.behind(reach.upTo());
        InList.Condition listed =
                new InList(positions).with(tables.database(), "t.ledger", ledger.value(), "t.position");
        return new Portion(listed.sql(), listed.arguments(), reach);
    }

    private List<Long> positions(int most) {
        Comparator<Long> order = rest.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return parts.stream()
                .flatMap(part -> positions(part.get(), most))
                .sorted(order)
                .limit(most)
                .toList();
    }

    private Stream<Long> positions(IndexWalk part, int most) {
        IndexWalk walk = rest.bounding(part, POSITION);
        return tables
                .jdbc()
                .queryForList(walk.sql(POSITION, rest.descending(), most), Long.class, walk.arguments())
                .stream();
    }

    private static Reach reach(List<Long> positions, int wanted) {
        long last = positions.isEmpty() ? 0 : positions.get(positions.size() - 1);
        return new Reach(positions.size(), last, positions.size() < wanted);
    }
}
