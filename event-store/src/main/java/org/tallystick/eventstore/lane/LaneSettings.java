package org.tallystick.eventstore.lane;

import org.tallystick.eventstore.CommandProfile;

/**
 * How the lanes work.
 *
 * @param lanes the number of threads that decide commands; all commands of one routing key go to the same one
 * @param queueCapacity how many commands may wait per lane before further ones are refused
 * @param profile what is known of the commands
 * @param backpressure what may hold a lane up
 */
public record LaneSettings(int lanes, int queueCapacity, CommandProfile profile, Backpressure backpressure) {
    public static LaneSettings standard() {
        return new LaneSettings(1, 10_000, CommandProfile.PLAIN, Backpressure.NONE);
    }

    public LaneSettings knowing(CommandProfile commands) {
        return new LaneSettings(lanes, queueCapacity, commands, backpressure);
    }

    public LaneSettings heldBy(Backpressure other) {
        return new LaneSettings(lanes, queueCapacity, profile, other);
    }
}
