package org.tallystick.query.search;

import java.util.List;

/** Along all rows of the ledger, a range of keys at a time. */
final class WholeWay<K extends Comparable<K>> implements Way<K> {
    private final Listed<K> listed;
    private Span<K> rest;

    WholeWay(Listed<K> listed, Span<K> all) {
        this.listed = listed;
        this.rest = all;
    }

    @Override
    public Reach<K> ahead(int steps) {
        return new IndexWay<>(listed, List.of(() -> listed.walk(listed.table())), rest).ahead(steps);
    }

    @Override
    public Portion<K> next(int steps) {
        Reach<K> reach = ahead(steps);
        Span<K> passed = rest;
        rest = reach.upTo() == null ? rest : rest.behind(reach.upTo());
        return Portion.of(listed.within(passed, reach.ended() ? null : reach.upTo()), reach);
    }
}
