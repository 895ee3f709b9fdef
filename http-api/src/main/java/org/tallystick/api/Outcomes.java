package org.tallystick.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a call can end, for the description of the API. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Outcomes {
    /** The statuses when it was done. */
    int[] done() default 200;

    /** The {@link Codes} of its own problems, beside those that any call with such a path and body can end with. */
    String[] refused() default {};

    /** What is answered, where the method does not say so by its type. */
    Class<?> answer() default void.class;

    /** What each line of an NDJSON answer is, where the method does not return what it answers. */
    Class<?> lines() default void.class;

    /** The media type of a file that is answered, where it is one. */
    String file() default "";

    /** The media type of a file that is answered where the client would rather have one. */
    String alsoFile() default "";
}
