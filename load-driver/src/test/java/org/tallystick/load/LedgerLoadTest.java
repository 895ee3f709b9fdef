package org.tallystick.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerLoadTest {
    private final LedgerLoad load = new LedgerLoad("l", 100);
    private final SplittableRandom random = new SplittableRandom(1);

    private static String text(LoadRequest request) {
        return new String(request.bytes(), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @EnumSource
    void theTwoAccountsOfATransferDiffer(Pattern pattern) {
        for (int i = 0; i < 10_000; i++) {
            Pattern.Pair pair = pattern.next(20, random);
            assertThat(pair.debit()).isNotEqualTo(pair.credit()).isBetween(0, 19);
            assertThat(pair.credit()).isBetween(0, 19);
        }
    }

    @Test
    void nineOfTenTransfersAreOnATenthOfTheAccounts() {
        long hot = random.longs(10_000)
                .map(ignored -> Pattern.SKEWED.pick(100, random))
                .filter(account -> account < 10)
                .count();
        assertThat(hot).isBetween(8_800L, 9_200L);
    }

    @Test
    void aHoldIsPostedNext() {
        RequestSource source = load.holdsThenPosts(random);
        String hold = text(source.next());
        String id = hold.replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
        assertThat(hold).contains("\"pending\":true");
        LoadRequest post = source.next();
        assertThat(text(post)).startsWith("POST /v1/ledgers/l/transactions/" + id + "/post ");
        assertThat(post.units()).isEqualTo(1);
        assertThat(text(source.next())).doesNotContain("\"" + id + "\"");
    }

    @Test
    void aBatchCountsItsLines() {
        LoadRequest batch = load.batches(1_000, random).next();
        assertThat(batch.units()).isEqualTo(1_000);
        assertThat(text(batch).lines().filter(line -> line.contains("\"amount\"")))
                .hasSize(1_000);
    }
}
