package org.tallystick.queries;

import java.util.OptionalLong;
import org.tallystick.answers.Account;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;

/** One account, now (asOf null) or then. */
public record FindAccount(LedgerName ledger, Address address, AsOf asOf, OptionalLong reached)
        implements LedgerQuery<Found<Account>> {}
