package org.tallystick.command.transaction;

import java.util.function.Consumer;
import org.tallystick.events.AccountEntry;
import org.tallystick.values.AccountState;
import org.tallystick.values.Address;

/** An account that a command works on, looked up once: as it is stored, or as earlier lines of the same batch left it. */
final class Party {
    private final Address address;
    private final Consumer<AccountEntry> recording;
    private AccountState state;
    private Entries movedBy;
    private AccountState moved;

    /** @param recording makes an entry happen */
    Party(Address address, AccountState state, Consumer<AccountEntry> recording) {
        this.address = address;
        this.state = state;
        this.recording = recording;
    }

    /** The account does not exist. */
    static Party absent(Address address) {
        return new Party(address, null, entry -> {
            throw new IllegalStateException("account " + address + " does not exist");
        });
    }

    Address address() {
        return address;
    }

    /** Before the transaction at hand; null when the account does not exist. */
    AccountState state() {
        return state;
    }

    boolean isMovedBy(Entries entries) {
        return movedBy == entries;
    }

    /** After what these entries have done so far. */
    AccountState after(Entries entries) {
        return isMovedBy(entries) ? moved : state;
    }

    void move(Entries by, AccountState after) {
        movedBy = by;
        moved = after;
    }

    /** Later decisions begin with this state. */
    void become(AccountState after) {
        state = after;
    }

    void record(AccountEntry entry) {
        recording.accept(entry);
    }
}
