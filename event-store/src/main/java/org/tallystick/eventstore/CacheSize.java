package org.tallystick.eventstore;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How many aggregates of a type each lane keeps from one command to the next, those used last. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CacheSize {
    /** Of aggregates that do not say. */
    int STANDARD = 40_000;

    int value();
}
