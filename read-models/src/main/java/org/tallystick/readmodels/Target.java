package org.tallystick.readmodels;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a batch is written into: the tables of one version of a projection.
 *
 * @param parked the streams that are parked in this version; kept up to date by those who park and release
 * @param reset why they are filled anew; null for those that serve
 */
record Target(
        ProjectionHandlers handlers,
        Tables tables,
        Set<String> parked,
        @Nullable Reset reset) {

    /** @param context what whoever asked for the reset gave; may be null */
    record Reset(@Nullable Object context) {}

    Projection projection() {
        return handlers.projection();
    }

    String name() {
        return projection().name();
    }

    int version() {
        return tables.version();
    }

    boolean isReplaying() {
        return reset != null;
    }

    @Nullable
    Object resetContext() {
        return reset == null ? null : reset.context();
    }

    Target serving() {
        return new Target(handlers, tables, parked, null);
    }
}
