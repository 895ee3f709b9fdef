package org.tallystick.eventstore;

import java.util.List;
import org.axonframework.messaging.correlation.CorrelationDataProvider;

/**
 * What a store knows of the domain whose events it keeps.
 *
 * @param correlation tell from a command what is stored with its events; each value as its text
 */
public record Domain(EventTypes types, StreamIndexing indexing, List<CorrelationDataProvider> correlation) {}
