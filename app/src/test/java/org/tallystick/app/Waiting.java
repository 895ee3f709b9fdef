package org.tallystick.app;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for something that other threads bring about. */
final class Waiting {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Waiting() {}

    /** Asks until the answer is as wanted, and fails with the last answer if it never is. */
    static <T> T until(Supplier<T> question, Predicate<T> wanted) {
        return until(LONGEST, question, wanted);
    }

    static <T> T until(Duration longest, Supplier<T> question, Predicate<T> wanted) {
        long deadline = System.nanoTime() + longest.toNanos();
        T answer = question.get();
        while (!wanted.test(answer)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still " + answer + " after " + longest);
            }
            LockSupport.parkNanos(20_000_000);
            answer = question.get();
        }
        return answer;
    }
}
