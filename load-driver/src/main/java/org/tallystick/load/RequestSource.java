package org.tallystick.load;

/** What one connection sends, one request after the other. */
@FunctionalInterface
public interface RequestSource {
    LoadRequest next();

    /** Makes each request once, when it is first needed, and then sends the same bytes again in turn. */
    static RequestSource cycle(int prepared, RequestSource fresh) {
        LoadRequest[] requests = new LoadRequest[prepared];
        return new RequestSource() {
            private int next;

            @Override
            public LoadRequest next() {
                int slot = next;
                next = (next + 1) % prepared;
                if (requests[slot] == null) {
                    requests[slot] = fresh.next();
                }
                return requests[slot];
            }
        };
    }
}
