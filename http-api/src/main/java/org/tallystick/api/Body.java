package org.tallystick.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The body of a call, for the description of the API. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Body {
    /** Its members; with {@link #maxLines} those of each line. */
    Class<? extends Record> value();

    /** One that is taken. */
    String example() default "{}";

    /** Whether it may be left out, which stands for an empty object. */
    boolean optional() default false;

    /** The most lines that it may have as NDJSON; 0 when it is JSON. */
    int maxLines() default 0;
}
