package org.tallystick.eventstore.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentlyUsedTest {
    private static final int MOST = 20;

    private final RecentlyUsed<Integer, String> map = new RecentlyUsed<>(MOST);

    private long size() {
        return IntStream.range(0, 100).filter(map::containsKey).count();
    }

    @Test
    void keepsTheHalfUsedLastAndNeverTooMany() {
        Random random = new Random(7);
        Set<Integer> lastUsed = new LinkedHashSet<>();
        for (int i = 0; i < 10_000; i++) {
            int key = random.nextInt(100);
            String found = map.get(key);
            if (lastUsed.contains(key)) {
                assertThat(found).isEqualTo("v" + key);
            }
            if (found == null) {
                map.put(key, "v" + key);
            }
            lastUsed.remove(key);
            lastUsed.add(key);
            if (lastUsed.size() > MOST / 2) {
                lastUsed.remove(lastUsed.iterator().next());
            }
            assertThat(size()).isBetween((long) lastUsed.size(), (long) MOST);
        }
    }

    @Test
    void forgetsWhatIsRemovedInEitherHalf() {
        IntStream.range(0, MOST - 1).forEach(key -> map.put(key, "v" + key));
        assertThat(size()).isEqualTo(MOST - 1);
        IntStream.range(0, MOST - 1).forEach(key -> assertThat(map.remove(key)).isEqualTo("v" + key));
        assertThat(size()).isZero();
        assertThat(map.get(0)).isNull();
    }

    @Test
    void hasOneValueOfAKeyThatWasInTheOlderHalf() {
        IntStream.range(0, MOST - 1).forEach(key -> map.put(key, "old"));
        map.put(0, "new");
        assertThat(map.get(0)).isEqualTo("new");
        map.remove(0);
        assertThat(map.containsKey(0)).isFalse();
    }

    @Test
    void clears() {
        IntStream.range(0, MOST - 1).forEach(key -> map.put(key, "v"));
        map.clear();
        assertThat(size()).isZero();
    }
}
