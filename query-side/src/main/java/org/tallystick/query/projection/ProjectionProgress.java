package org.tallystick.query.projection;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a projection is.
 *
 * @param version the version that serves
 * @param position up to which the serving version has seen every event
 * @param head the last position of the store
 * @param eventsDone of a running replay; of the serving version when none runs
 * @param eventsPerSecond of a running replay; 0 when none runs
 * @param secondsLeft of a running replay; null when none runs or it is not known yet
 */
public record ProjectionProgress(
        String name,
        int version,
        long position,
        long head,
        boolean replaying,
        long eventsDone,
        long eventsTotal,
        long eventsPerSecond,
        Long secondsLeft) {

    /** The members in the order of the API. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", name);
        members.put("version", version);
        members.put("position", position);
        members.put("head", head);
        members.put("lag", Math.max(0, head - position));
        members.put("replaying", replaying);
        members.put("eventsDone", eventsDone);
        members.put("eventsTotal", eventsTotal);
        members.put("eventsPerSecond", eventsPerSecond);
        members.put("secondsLeft", secondsLeft);
        return members;
    }
}
