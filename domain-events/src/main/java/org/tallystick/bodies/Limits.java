package org.tallystick.bodies;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How long a text or a list may be, in characters or elements, or how large a number. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Limits {
    /** No text has the NUL character, which not every database can store. */
    String STORABLE = "^[^\\x00]*$";

    String NOT_BLANK = "^[^\\x00]*[^\\s\\x00][^\\x00]*$";

    long min() default Long.MIN_VALUE;

    long max() default Long.MAX_VALUE;

    /** A regular expression that is found in a text. */
    String pattern() default STORABLE;
}
