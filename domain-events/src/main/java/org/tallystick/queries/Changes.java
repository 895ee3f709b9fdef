package org.tallystick.queries;

import java.util.List;

/** Changes that became visible together, by position. */
public interface Changes<C extends Change> {
    List<C> changes();
}
