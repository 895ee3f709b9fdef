package org.tallystick.saga.rail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.tallystick.values.PaymentId;

/** Lets every order leave that nobody withdrew, and remembers what it was asked and told. */
public final class TestClaims implements SubmissionClaims {
    private final Set<String> withdrawn = Collections.synchronizedSet(new HashSet<>());
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private volatile Throwable fault;

    public void withdraw(String payment) {
        withdrawn.add(payment);
    }

    /** Null for none. */
    public void failWith(Throwable next) {
        fault = next;
    }

    /** What was asked and told since the last time. */
    public List<String> said() {
        synchronized (said) {
            List<String> now = List.copyOf(said);
            said.clear();
            return now;
        }
    }

    @Override
    public CompletionStage<Boolean> claim(PaymentId payment, String rail, String messageId) {
        said.add("claim " + payment);
        return fault == null
                ? CompletableFuture.completedFuture(!withdrawn.contains(payment.value()))
                : CompletableFuture.failedFuture(fault);
    }

    @Override
    public CompletionStage<Boolean> left(PaymentId payment, String rail, String messageId) {
        said.add("left " + payment);
        return CompletableFuture.completedFuture(true);
    }
}
