package org.tallystick.values;

import java.util.Optional;

/**
 * Somebody, as far as a decision may depend on who it is. Two are the same when their names are, in whatever spelling.
 *
 * @param name folded, only for comparing
 */
public record Person(String name) {

    /**
     * @param actor by the metadata of a command or an event; null when it tells none
     * @return empty for nobody, for machinery, and for a client that calls itself so
     */
    public static Optional<Person> of(String actor) {
        return Optional.ofNullable(actor)
                .map(NameFolding::fold)
                .filter(Actors::isPerson)
                .map(Person::new);
    }
}
