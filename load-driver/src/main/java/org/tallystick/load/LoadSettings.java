package org.tallystick.load;

import java.time.Duration;

/**
 * How a load is put on a server.
 *
 * @param connections how many requests are under way at most
 * @param warmUp sent before anything is counted
 * @param perSecond requests a second, whether the server keeps up or not (an open loop); 0: each connection sends when it
 *     was answered (a closed loop)
 */
public record LoadSettings(int connections, Duration warmUp, Duration measured, double perSecond) {

    public static LoadSettings closed(int connections, Duration warmUp, Duration measured) {
        return new LoadSettings(connections, warmUp, measured, 0);
    }

    boolean isOpen() {
        return perSecond > 0;
    }
}
