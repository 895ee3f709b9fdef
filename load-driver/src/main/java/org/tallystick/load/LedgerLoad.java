package org.tallystick.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The requests that load a ledger. Its accounts have no floor, so that no transfer is refused. */
public final class LedgerLoad {
    private static final int PREPARED = 4_096;
    private static final int PREPARED_BATCHES = 16;
    private static final String JSON = "application/json";

    private static final String MINIMAL = "Prefer: return=minimal\r\n";

    private final String path;
    private final int accounts;
    private final String headers;

    public LedgerLoad(String ledger, int accounts) {
        this("/v1/ledgers/" + ledger, accounts, "");
    }

    private LedgerLoad(String path, int accounts, String headers) {
        this.path = path;
        this.accounts = accounts;
        this.headers = headers;
    }

    /** The same with transfers that want to be told no more than their position. */
    public LedgerLoad answeredMinimally() {
        return new LedgerLoad(path, accounts, MINIMAL);
    }

    /** Opens the ledger and its accounts. */
    public List<LoadRequest> opening() {
        List<LoadRequest> requests = new ArrayList<>();
        requests.add(LoadRequest.put(path, "{\"name\":\"Load\"}"));
        for (int i = 0; i < accounts; i++) {
            requests.add(LoadRequest.put(
                    path + "/accounts/" + address(i), "{\"asset\":\"EUR/2\",\"normal\":\"credit\",\"floor\":null}"));
        }
        return requests;
    }

    public static String address(int account) {
        return "a:" + account;
    }

    /** Transfers whose ids the server chooses, so that the same bytes make a new transaction each time. */
    public RequestSource transfers(Pattern pattern, SplittableRandom random) {
        return RequestSource.cycle(
                PREPARED, () -> LoadRequest.post(path + "/transactions", JSON, headers, transfer(pattern, random), 1));
    }

    public RequestSource batches(int lines, SplittableRandom random) {
        return RequestSource.cycle(PREPARED_BATCHES, () -> {
            StringBuilder body = new StringBuilder(lines * 90);
            for (int i = 0; i < lines; i++) {
                body.append(transfer(Pattern.UNIFORM, random)).append('\n');
            }
            return LoadRequest.post(path + "/batches", "application/x-ndjson", headers, body.toString(), lines);
        });
    }

    /** By turns a hold and its post; only the post counts. */
    public RequestSource holdsThenPosts(SplittableRandom random) {
        return new RequestSource() {
            private final String prefix = Long.toHexString(random.nextLong()) + "-";
            private int held;
            private boolean posting;

            @Override
            public LoadRequest next() {
                posting = !posting;
                String id = prefix + (posting ? ++held : held);
                return posting
                        ? hold(id, random)
                        : LoadRequest.post(path + "/transactions/" + id + "/post", JSON, "{}", 1);
            }
        };
    }

    private LoadRequest hold(String id, SplittableRandom random) {
        String body = "{\"id\":\"" + id + "\",\"pending\":true,"
                + transfer(Pattern.UNIFORM, random).substring(1);
        return LoadRequest.post(path + "/transactions", JSON, body, 0);
    }

    public RequestSource balances(SplittableRandom random) {
        return RequestSource.cycle(
                PREPARED, () -> LoadRequest.get(path + "/accounts/" + address(random.nextInt(accounts))));
    }

    /** The last entries of an account. */
    public RequestSource statements(SplittableRandom random) {
        return RequestSource.cycle(
                PREPARED,
                () -> LoadRequest.get(
                        path + "/accounts/" + address(random.nextInt(accounts)) + "/entries?limit=50&order=desc"));
    }

    private String transfer(Pattern pattern, SplittableRandom random) {
        Pattern.Pair pair = pattern.next(accounts, random);
        return "{\"postings\":[{\"debit\":\"" + address(pair.debit()) + "\",\"credit\":\"" + address(pair.credit())
                + "\",\"amount\":1,\"asset\":\"EUR/2\"}]}";
    }
}
