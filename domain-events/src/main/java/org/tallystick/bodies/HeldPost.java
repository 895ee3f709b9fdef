package org.tallystick.bodies;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of a hold to post.
 *
 * @param postings one for each posting of the hold, in the same order, at least one of them above 0; all of the hold is posted
 *     where it is absent
 */
public record HeldPost(
        @Nullable @Limits(min = 1, max = 1_000) List<PostedAmount> postings) {}
