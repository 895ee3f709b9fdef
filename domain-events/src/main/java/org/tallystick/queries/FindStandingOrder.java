package org.tallystick.queries;

import java.util.OptionalLong;
import org.tallystick.answers.StandingOrder;
import org.tallystick.values.StandingOrderId;

/** One standing order with its past and next runs. */
public record FindStandingOrder(StandingOrderId standingOrder, OptionalLong reached)
        implements LedgerQuery<Found<StandingOrder>> {}
