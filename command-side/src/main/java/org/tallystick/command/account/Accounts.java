package org.tallystick.command.account;

import org.axonframework.modelling.command.Aggregate;

/** Finds accounts for commands that work on several. */
public interface Accounts {

    /** The account of this stream, in the current unit of work; null when the stream has no events. */
    Aggregate<Account> find(String stream);
}
