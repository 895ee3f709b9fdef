package org.tallystick.queries;

import java.util.OptionalLong;
import org.tallystick.answers.CountedPayments;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.StandingOrderId;

/** How many payments there are in each state. What is null does not matter. */
public record CountPayments(
        LedgerName ledger, Address payer, String rail, Asset asset, StandingOrderId standingOrder, OptionalLong reached)
        implements LedgerQuery<Found<CountedPayments>> {}
