package org.tallystick.command.account;

import org.tallystick.values.AccountState;

/** An account after one of its events, in place of all events up to it. */
public record AccountSnapshot(String stream, AccountState opened, AccountState state) {
    /** The name under which snapshots of this shape are stored. */
    public static final String NAME = "account";

    public static final int REVISION = 1;
}
