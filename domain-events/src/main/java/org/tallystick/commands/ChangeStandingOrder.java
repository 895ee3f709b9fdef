package org.tallystick.commands;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneId;
import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.Schedule;
import org.tallystick.values.SealedBeneficiary;
import org.tallystick.values.StandingOrderId;
import org.tallystick.values.StandingOrderTerms;

/** Changes what a standing order pays from now on, and when. */
public record ChangeStandingOrder(
        @RoutingKey StandingOrderId standingOrder,
        Change<BigInteger> amount,
        Change<String> rail,
        Change<SealedBeneficiary> beneficiary,
        Change<String> reference,
        MetadataPatch metadata,
        ScheduleChange schedule)
        implements StandingOrderCommand {

    /**
     * What a patch says of the dates.
     *
     * @param day 0 for none
     */
    public record ScheduleChange(
            Change<Schedule.Period> every,
            Change<Integer> day,
            Change<ZoneId> zone,
            Change<LocalDate> first,
            Change<LocalDate> last) {

        /** @throws org.tallystick.values.InvalidValueException when the parts do not belong together */
        Schedule applyTo(Schedule current) {
            return new Schedule(
                    every.applyTo(current.every()),
                    day.applyTo(current.day()),
                    zone.applyTo(current.zone()),
                    first.applyTo(current.first()),
                    last.applyTo(current.last()));
        }
    }

    /** @throws org.tallystick.values.InvalidValueException when the dates do not belong together */
    public StandingOrderTerms applyTo(StandingOrderTerms current) {
        return new StandingOrderTerms(
                current.ledger(),
                current.payer(),
                amount.applyTo(current.amount()),
                current.asset(),
                rail.applyTo(current.rail()),
                beneficiary.applyTo(current.beneficiary()),
                reference.applyTo(current.reference()),
                metadata.applyTo(current.metadata()),
                schedule.applyTo(current.schedule()));
    }
}
