package org.tallystick.eventstore;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a parameter of type {@link java.time.Instant}: the time at which the writer records the command that is decided, or has
 * recorded the event, in microseconds. It is the same for a command and for its events, also when they are read again.
 */
@Target({ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RecordedAt {}
