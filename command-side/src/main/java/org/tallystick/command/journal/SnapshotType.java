package org.tallystick.command.journal;

import java.util.Optional;

/**
 * The shape that snapshots of accounts are written in. One of another name or revision is ignored, and the account is read
 * from its events: a change of shape needs no migration.
 */
public record SnapshotType(String name, int revision, Class<?> shape) {

    Optional<Class<?>> classOf(String storedName, int storedRevision) {
        return name.equals(storedName) && revision == storedRevision ? Optional.of(shape) : Optional.empty();
    }
}
