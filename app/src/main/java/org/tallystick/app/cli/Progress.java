package org.tallystick.app.cli;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Progress bars for people: on a terminal, which only the launcher can tell, and nowhere else. */
final class Progress {
    private static final boolean ON_TERMINAL = Boolean.getBoolean("tallystick.terminal");

    private Progress() {}

    /** @param total -1 when it is not known */
    static ProgressBar bar(String name, long total) {
        ProgressBarBuilder builder =
                new ProgressBarBuilder().setTaskName(name).setInitialMax(total).setUpdateIntervalMillis(500);
        if (!ON_TERMINAL) {
            builder.setConsumer(new DelegatingProgressBarConsumer(text -> {}));
        }
        return builder.build();
    }
}
