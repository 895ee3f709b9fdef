package org.tallystick.eventstore.journal;

/** What an acknowledged command survives. */
public enum Durability {
    /** Loss of power: acknowledged after the write has reached the disk. */
    POWER_LOSS,
    /** The end of the process, however it ends, but not of the machine. */
    PROCESS
}
