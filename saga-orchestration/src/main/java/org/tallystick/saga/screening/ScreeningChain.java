package org.tallystick.saga.screening;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks one screening after the other, until one denies. Without any, everything passes. */
public final class ScreeningChain implements Screening {
    private final List<Screening> links;

    public ScreeningChain(List<Screening> links) {
        this.links = List.copyOf(links);
    }

    @Override
    public CompletionStage<ScreeningVerdict> screen(ScreeningRequest request) {
        CompletionStage<ScreeningVerdict> verdict = CompletableFuture.completedFuture(new ScreeningVerdict.Passed());
        for (Screening link : links) {
            verdict = verdict.thenCompose(before -> before instanceof ScreeningVerdict.Denied
                    ? CompletableFuture.completedFuture(before)
                    : link.screen(request));
        }
        return verdict;
    }
}
