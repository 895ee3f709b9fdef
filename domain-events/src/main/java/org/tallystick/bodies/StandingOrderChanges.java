package org.tallystick.bodies;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a standing order, by RFC 7396: what is absent stays as it is. The amount, of each of its payments, is in
 * minor units of the asset.
 *
 * @param rail one of those that are set up, such as simulator
 * @param beneficiary all of it
 * @param reference for the beneficiary; null for none
 * @param metadata the entries to change; null for a value removes its entry, null for all removes all
 * @param schedule on which days it pays
 * @param zone whose days are meant, such as Europe/Berlin
 * @param first no payment is before it; not before today
 * @param last no payment is after it; null for none
 */
public record StandingOrderChanges(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable @Limits(min = 1)
        BigInteger amount,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable @Limits(min = 1)
        String rail,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable NewBeneficiary beneficiary,
        @Nullable @Limits(max = 140) String reference,
        @Nullable Map<String, @Nullable String> metadata,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ScheduleChanges schedule,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ZoneId zone,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LocalDate first,
        @Nullable LocalDate last) {}
