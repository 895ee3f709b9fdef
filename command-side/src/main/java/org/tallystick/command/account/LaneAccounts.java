package org.tallystick.command.account;

import org.axonframework.modelling.command.Aggregate;
import org.springframework.stereotype.Component;
import org.tallystick.eventstore.UnitLookup;
import org.tallystick.eventstore.lane.LaneRepository;

/** Those of the lane that asks: one that it keeps is found without looking for its stream. */
@Component
public final class LaneAccounts implements Accounts {
    private final LaneRepository<Account> accounts;
    private final UnitLookup units;

    public LaneAccounts(LaneRepository<Account> accounts, UnitLookup units) {
        this.accounts = accounts;
        this.units = units;
    }

    @Override
    public Aggregate<Account> find(String stream) {
        return accounts.find(stream, units::exists);
    }
}
