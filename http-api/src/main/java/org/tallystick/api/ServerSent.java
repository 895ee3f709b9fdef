package org.tallystick.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A kind of server-sent event of a call, for the description of the API. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(ServerSent.All.class)
public @interface ServerSent {
    /** The name of the event. */
    String event();

    /** What its data is. */
    Class<?> data();

    /** Whether it is {@code {"data": [...]}} with any number of them. */
    boolean listed() default false;

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface All {
        ServerSent[] value();
    }
}
