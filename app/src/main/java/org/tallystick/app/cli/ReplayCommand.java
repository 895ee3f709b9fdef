package org.tallystick.app.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import me.tongfei.progressbar.ProgressBar;
import org.tallystick.api.ApiJson;
import org.tallystick.app.settings.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "replay", mixinStandardHelpOptions = true, description = "Rebuild a projection from the events.")
final class ReplayCommand implements Callable<Integer> {
    private static final long POLL_NANOS = 100_000_000;

    private final String[] settings;

    @Parameters(paramLabel = "PROJECTION", description = "ledgers, accounts, entries or transactions.")
    private String projection;

    @Option(names = "--url", description = "A running server; default: the data folder.")
    private String url;

    @Option(names = "--json", description = "Print the projection as JSON when it is done.")
    private boolean json;

    ReplayCommand(String[] settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws IOException {
        if (!projection.matches("[a-z]+(-[a-z]+)*")) {
            throw new UsageException("there is no projection " + projection);
        }
        try (Target target = Target.existing(url, settings)) {
            ApiClient api = new ApiClient(target.url());
            String path = "/v1/projections/" + projection;
            int before = progress(api.get(path)).path("version").asInt();
            progress(api.send("POST", path + "/replay", ApiClient.JSON, "", Map.of()));
            JsonNode after = follow(api, path);
            if (after.path("version").asInt() == before) {
                throw new UsageException(
                        "the replay failed; the log says why, and version " + before + " still serves");
            }
            System.out.println(
                    json
                            ? after.toString()
                            : projection + " serves version " + after.path("version") + " at position "
                                    + after.path("position").asString());
            return 0;
        }
    }

    private static JsonNode progress(ApiClient.Answer answer) {
        JsonNode body = ApiJson.read(answer.body());
        if (answer.status() >= 400) {
            throw new UsageException(body.path("detail").asString(answer.body()));
        }
        return body;
    }

    private JsonNode follow(ApiClient api, String path) throws IOException {
        try (ProgressBar bar = Progress.bar(projection, -1)) {
            JsonNode now = progress(api.get(path));
            while (now.path("replaying").asBoolean()) {
                bar.maxHint(now.path("eventsTotal").asLong())
                        .stepTo(now.path("eventsDone").asLong());
                LockSupport.parkNanos(POLL_NANOS);
                now = progress(api.get(path));
            }
            return now;
        }
    }
}
