package org.tallystick.command.lane;

/**
 * How the lanes work.
 *
 * @param lanes the number of threads that decide commands; all commands of a ledger go to the same one
 * @param queueCapacity how many commands may wait per lane before further ones are refused
 * @param brake what may hold a lane up
 */
public record LaneSettings(int lanes, int queueCapacity, Brake brake) {
    public static LaneSettings standard() {
        return new LaneSettings(1, 10_000, Brake.NONE);
    }

    public LaneSettings heldBy(Brake other) {
        return new LaneSettings(lanes, queueCapacity, other);
    }
}
