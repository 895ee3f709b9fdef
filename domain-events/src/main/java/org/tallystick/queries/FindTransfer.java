package org.tallystick.queries;

import java.util.OptionalLong;
import org.tallystick.answers.Transfer;
import org.tallystick.values.TransferId;

/** One transfer with all that happened to it. */
public record FindTransfer(TransferId transfer, OptionalLong reached) implements LedgerQuery<Found<Transfer>> {}
