package org.tallystick.load;

/** What one connection sends, one request after the other. */
@FunctionalInterface
public interface RequestSource {
    LoadRequest next();
}
