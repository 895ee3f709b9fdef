package org.tallystick.query.search;

import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tallystick.readmodels.IndexWalk;

/** Along an index whose last column is the key; or along several parts of it at once, such as those of some states. */
public final class IndexWay<K extends Comparable<K>> implements Way<K> {
    private final List<Supplier<IndexWalk>> parts;
    private final Listed<K> listed;
    private Span<K> rest;

    /** @param parts each begins a walk, with all columns of its index but the key */
    public IndexWay(Listed<K> listed, List<Supplier<IndexWalk>> parts, Span<K> all) {
        this.listed = listed;
        this.parts = parts;
        this.rest = all;
    }

    @Override
    public Reach<K> ahead(int steps) {
        return reach(keys(steps), steps);
    }

    @Override
    public Portion<K> next(int steps) {
        List<K> keys = keys(steps);
        Reach<K> reach = reach(keys, steps);
        if (keys.isEmpty()) {
            return Portion.nothing(reach);
        }
        rest = rest.behind(reach.upTo());
        return Portion.of(listed.among(keys), reach);
    }

    private List<K> keys(int most) {
        Comparator<K> order = rest.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return parts.stream()
                .flatMap(part -> keys(part.get(), most))
                .sorted(order)
                .limit(most)
                .toList();
    }

    private Stream<K> keys(IndexWalk part, int most) {
        IndexWalk walk = rest.bounding(part, listed.key());
        return listed
                .tables()
                .jdbc()
                .queryForList(walk.sql(listed.key(), rest.descending(), most), listed.type(), walk.arguments())
                .stream();
    }

    private static <K extends Comparable<K>> Reach<K> reach(List<K> keys, int wanted) {
        return new Reach<>(keys.size(), keys.isEmpty() ? null : keys.get(keys.size() - 1), keys.size() < wanted);
    }
}
