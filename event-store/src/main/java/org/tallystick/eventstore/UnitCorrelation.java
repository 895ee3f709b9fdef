package org.tallystick.eventstore;

import org.axonframework.messaging.correlation.CorrelationDataProvider;

/**
 * Tells what is stored once with all events of a command, and is read with each of them. It is not asked for each event while
 * the command is decided, which would take a tenth of its time.
 */
public interface UnitCorrelation extends CorrelationDataProvider {}
