package org.tallystick.saga.rail.iso20022;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.saga.rail.RailInstruction;
import org.tallystick.saga.rail.SubmissionClaims;

/** Claims the orders of a file, all at once, and says that they have left. */
final class OrderClaims {
    private static final Logger LOG = LoggerFactory.getLogger(OrderClaims.class);

    /** Shorter than a claim holds: the file leaves right after. */
    private static final long LONGEST_WAIT_SECONDS = 10;

    private final SubmissionClaims claims;

    OrderClaims(SubmissionClaims claims) {
        this.claims = claims;
    }

    /**
     * The messages of the orders that must not leave; all others may, now.
     *
     * @throws IOException when it is not known of all of them; they can be claimed again
     */
    List<String> withdrawn(Collection<RailInstruction> orders) throws IOException {
        Map<String, CompletableFuture<Boolean>> answers = new LinkedHashMap<>();
        for (RailInstruction order : orders) {
            answers.put(
                    order.messageId(),
                    claims.claim(order.payment(), Iso20022Rail.NAME, order.messageId())
                            .toCompletableFuture());
        }
        await(answers.values());
        List<String> withdrawn = new ArrayList<>();
        answers.forEach((messageId, mayLeave) -> {
            if (!mayLeave.join()) {
                withdrawn.add(messageId);
            }
        });
        return withdrawn;
    }

    private static void await(Collection<CompletableFuture<Boolean>> answers) throws IOException {
        try {
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the orders could not be claimed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the orders were claimed", e);
        }
    }

    /** Nobody waits for this: where it is lost, the saga asks for the payment. */
    void left(String messageId, Register.Entry entry) {
        claims.left(entry.payment(), Iso20022Rail.NAME, messageId).whenComplete((known, failure) -> {
            if (failure != null) {
                LOG.warn("that payment {} has left is not recorded yet: {}", entry.payment(), failure.toString());
            }
        });
    }
}
