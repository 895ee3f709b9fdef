package org.tallystick.command;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.TestExecutor;
import org.axonframework.test.matchers.Matchers;
import org.hamcrest.Matcher;
import org.tallystick.commands.Outcome;
import org.tallystick.events.DomainEvent;
import org.tallystick.eventstore.RecordedUnit;
import org.tallystick.eventstore.UnitLookup;

/** Which streams exist beside a fixture of axon-test, which knows one stream only and none by name. */
public final class KnownStreams implements UnitLookup {
    private final Set<String> known = new HashSet<>();

    /** @param streams exist, too, with whatever events */
    public KnownStreams(String... streams) {
        known.addAll(List.of(streams));
    }

    public <T> TestExecutor<T> given(FixtureConfiguration<T> fixture, DomainEvent... events) {
        List.of(events).forEach(event -> known.add(event.stream()));
        return events.length == 0 ? fixture.givenNoPriorActivity() : fixture.given((Object[]) events);
    }

    /** The result of a command that was rejected for this reason. */
    public static Matcher<?> rejected(String code) {
        return Matchers.predicate(result -> result instanceof Outcome.Rejected<?> rejected
                && rejected.rejection().code().equals(code));
    }

    @Override
    public boolean exists(String stream) {
        return known.contains(stream);
    }

    @Override
    public Optional<RecordedUnit> unitOf(String stream, long sequence) {
        return Optional.empty();
    }

    @Override
    public Optional<RecordedUnit> unitUnder(String alias) {
        return Optional.empty();
    }
}
