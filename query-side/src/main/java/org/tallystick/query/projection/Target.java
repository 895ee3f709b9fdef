package org.tallystick.query.projection;

import java.util.Set;

/**
 * What a batch is written into: the tables of one version of a projection.
 *
 * @param parked the streams that are parked in this version; kept up to date by those who park and release
 */
record Target(Projection projection, Tables tables, Set<String> parked) {

    String name() {
        return projection.name();
    }

    int version() {
        return tables.version();
    }
}
