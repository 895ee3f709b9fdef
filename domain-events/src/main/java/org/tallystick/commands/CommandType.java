package org.tallystick.commands;

import java.util.Arrays;

/**
 * The logical names of the commands, which are stored with the events of each and shown in timelines. A name never changes,
 * whatever becomes of the class.
 */
public enum CommandType {
    APPROVE_PAYMENT("ApprovePayment", ApprovePayment.class),
    CANCEL_PAYMENT("CancelPayment", CancelPayment.class),
    CHANGE_ACCOUNT("ChangeAccount", ChangeAccount.class),
    CHANGE_LEDGER("ChangeLedger", ChangeLedger.class),
    CHANGE_STANDING_ORDER("ChangeStandingOrder", ChangeStandingOrder.class),
    CLAIM_SUBMISSION("ClaimSubmission", ClaimSubmission.class),
    CLOSE_ACCOUNT("CloseAccount", CloseAccount.class),
    CREATE_LEDGER("CreateLedger", CreateLedger.class),
    DECLINE_PAYMENT("DeclinePayment", DeclinePayment.class),
    END_STANDING_ORDER("EndStandingOrder", EndStandingOrder.class),
    ERASE_BENEFICIARY("EraseBeneficiary", EraseBeneficiary.class),
    EXPIRE_PAYMENT("ExpirePayment", ExpirePayment.class),
    EXPIRE_TRANSACTION("ExpireTransaction", ExpireTransaction.class),
    FREEZE_ACCOUNT("FreezeAccount", FreezeAccount.class),
    HOLD_TRANSACTION("HoldTransaction", HoldTransaction.class),
    INITIATE_PAYMENT("InitiatePayment", InitiatePayment.class),
    INITIATE_TRANSFER("InitiateTransfer", InitiateTransfer.class),
    OPEN_ACCOUNT("OpenAccount", OpenAccount.class),
    PAUSE_STANDING_ORDER("PauseStandingOrder", PauseStandingOrder.class),
    PLACE_STANDING_ORDER("PlaceStandingOrder", PlaceStandingOrder.class),
    POST_BATCH("PostBatch", PostBatch.class),
    POST_HELD_TRANSACTION("PostHeldTransaction", PostHeldTransaction.class),
    POST_TRANSACTION("PostTransaction", PostTransaction.class),
    RECORD_ATTEMPT("RecordAttempt", RecordAttempt.class),
    RECORD_PAYMENT_TRANSACTION("RecordPaymentTransaction", RecordPaymentTransaction.class),
    RECORD_RAIL_OUTCOME("RecordRailOutcome", RecordRailOutcome.class),
    RECORD_SCREENING("RecordScreening", RecordScreening.class),
    RECORD_STANDING_ORDER_RUN("RecordStandingOrderRun", RecordStandingOrderRun.class),
    RECORD_TRANSFER_ATTEMPT("RecordTransferAttempt", RecordTransferAttempt.class),
    RECORD_TRANSFER_STEP("RecordTransferStep", RecordTransferStep.class),
    RESOLVE_PAYMENT("ResolvePayment", ResolvePayment.class),
    RESUME_STANDING_ORDER("ResumeStandingOrder", ResumeStandingOrder.class),
    REVERSE_TRANSACTION("ReverseTransaction", ReverseTransaction.class),
    START_PAYMENT("StartPayment", StartPayment.class),
    UNFREEZE_ACCOUNT("UnfreezeAccount", UnfreezeAccount.class),
    VOID_TRANSACTION("VoidTransaction", VoidTransaction.class);

    private static final ClassValue<CommandType> BY_CLASS = new ClassValue<>() {
        @Override
        protected CommandType computeValue(Class<?> commandClass) {
            return Arrays.stream(values())
                    .filter(type -> type.commandClass == commandClass)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(commandClass + " has no logical name"));
        }
    };

    private final String logicalName;
    private final Class<? extends RoutedCommand> commandClass;

    CommandType(String logicalName, Class<? extends RoutedCommand> commandClass) {
        this.logicalName = logicalName;
        this.commandClass = commandClass;
    }

    /** @throws IllegalArgumentException for what is no command of the ledger */
    public static CommandType of(Class<?> commandClass) {
        return BY_CLASS.get(commandClass);
    }

    Class<? extends RoutedCommand> commandClass() {
        return commandClass;
    }

    public String logicalName() {
        return logicalName;
    }
}
