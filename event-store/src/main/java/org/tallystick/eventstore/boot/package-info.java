/** What an application of Axon's Spring Boot starter gets when this is on its class path: event store, command bus, repositories. */
@NullMarked
package org.tallystick.eventstore.boot;

import org.jspecify.annotations.NullMarked;
