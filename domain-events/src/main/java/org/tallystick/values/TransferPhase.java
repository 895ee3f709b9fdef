package org.tallystick.values;

/** Where a transfer stands. See {@code docs/concepts.md} for the ways between them. */
public enum TransferPhase {
    INITIATED,
    /** The first ledger holds the money. */
    HELD,
    /** The second ledger has posted it. */
    DELIVERED,
    /** Both ledgers have posted it. */
    COMPLETED,
    /** The first ledger did not hold the money; nothing has moved. */
    REJECTED,
    /** A ledger refused its part, and what was done is taken back. */
    UNDOING,
    /** Everything that was done is taken back. */
    UNDONE;

    public boolean isEnded() {
        return this == COMPLETED || this == REJECTED || this == UNDONE;
    }
}
