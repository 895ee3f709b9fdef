package org.tallystick.saga.rail.iso20022;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tallystick.saga.rail.RailNews;
import org.tallystick.saga.rail.RailNews.Kind;
import org.tallystick.saga.rail.RailNewsListener;

/** Turns what the bank says into news of payments, each judged on its own. */
final class NoticeDelivery {
    private static final long LONGEST_WAIT_SECONDS = 60;

    private final Register register;
    private final RailNewsListener listener;

    NoticeDelivery(Register register, RailNewsListener listener) {
        this.register = register;
        this.listener = listener;
    }

    private record Sent(BankNotice notice, CompletableFuture<Boolean> received) {}

    /**
     * Delivers and waits until all is stored.
     *
     * @return what was not taken, each with its reason
     * @throws IOException when it is not known whether all is stored; the same can be delivered again
     */
    List<String> deliver(List<BankNotice> notices) throws IOException, InterruptedException {
        Set<String> contradicted = contradicted(notices);
        List<String> notTaken = new ArrayList<>();
        List<Sent> sent = new ArrayList<>();
        for (BankNotice notice : new LinkedHashSet<>(notices)) {
            Optional<Register.Entry> payment = register.payment(notice.endToEndId());
            String objection = contradicted.contains(notice.endToEndId())
                    ? "the file says both that it was settled and that it was refused"
                    : objection(notice, payment);
            if (objection != null) {
                notTaken.add(notice.endToEndId() + ": " + objection);
            } else {
                sent.add(new Sent(notice, send(notice, payment.orElseThrow())));
            }
        }
        for (Sent one : sent) {
            if (!await(one)) {
                notTaken.add(one.notice().endToEndId()
                        + ": there is no such payment among those that were submitted to this bank");
            }
        }
        return notTaken;
    }

    private static Set<String> contradicted(List<BankNotice> notices) {
        Set<String> settled = named(notices, Kind.SETTLED);
        settled.retainAll(named(notices, Kind.REFUSED));
        return settled;
    }

    private static Set<String> named(List<BankNotice> notices, Kind kind) {
        Set<String> named = new HashSet<>();
        notices.stream().filter(notice -> notice.kind() == kind).forEach(notice -> named.add(notice.endToEndId()));
        return named;
    }

    /** Null when there is none. */
    private static String objection(BankNotice notice, Optional<Register.Entry> payment) {
        if (payment.isEmpty()) {
            return "no payment was given to the bank under this end-to-end identifier";
        } else if (notice.amount() == null) {
            return null;
        }
        Register.Entry given = payment.get();
        boolean same = Decimals.of(given.amount()).compareTo(notice.amount()) == 0
                && given.amount().asset().code().equals(notice.currency());
        return same
                ? null
                : "the bank says " + notice.currency() + " " + notice.amount().toPlainString() + ", ordered was "
                        + given.amount().asset().code() + " "
                        + Decimals.of(given.amount()).toPlainString();
    }

    private CompletableFuture<Boolean> send(BankNotice notice, Register.Entry payment) {
        RailNews news = new RailNews(
                Iso20022Rail.NAME,
                notice.endToEndId(),
                payment.payment(),
                notice.kind(),
                notice.reference() == null ? notice.endToEndId() : notice.reference(),
                notice.code(),
                notice.reason());
        return listener.received(news).toCompletableFuture();
    }

    private static boolean await(Sent sent) throws IOException, InterruptedException {
        try {
            return sent.received().get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("news of " + sent.notice().endToEndId() + " could not be stored", e);
        }
    }
}
