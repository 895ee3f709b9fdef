package org.tallystick.app;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import org.axonframework.common.IdentifierFactory;
import org.tallystick.command.http.TimeOrderedIds;

/** Identifies the messages of Axon. It makes several for each request, which strong randomness would slow down. */
public final class MessageIds extends IdentifierFactory {
    private final TimeOrderedIds ids = new TimeOrderedIds(new SplittableRandom(new SecureRandom().nextLong()));

    @Override
    public String generateIdentifier() {
        return ids.next();
    }
}
