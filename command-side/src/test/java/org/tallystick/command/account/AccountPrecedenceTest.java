package org.tallystick.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tallystick.command.decision.Decision;
import org.tallystick.commands.AccountRejection;
import org.tallystick.commands.Change;
import org.tallystick.commands.ChangeAccount;
import org.tallystick.commands.MetadataPatch;
import org.tallystick.commands.OpenAccount;
import org.tallystick.values.AccountState;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;

/** Of two broken rules of a command to an account the one that stands first in the documented order rejects it. */
class AccountPrecedenceTest {
    private static final LedgerName BOOKS = new LedgerName("books");
    private static final Address ALICE = new Address("alice");
    private static final Asset EUR = Asset.parse("EUR/2");
    private static final AccountState OPEN =
            new AccountState(EUR, Side.CREDIT, AccountStatus.OPEN, null, null, Map.of(), Counters.ZERO);
    private static final AccountState CLOSED = OPEN.withStatus(AccountStatus.CLOSED);
    private static final OpenAccount ABOVE_ITS_BALANCE =
            new OpenAccount(BOOKS, ALICE, EUR, Side.CREDIT, BigInteger.ONE, null, Map.of());

    private static void assertRejected(Decision<?> decision, AccountRejection code) {
        assertThat(decision).isInstanceOf(Decision.Rejected.class);
        assertThat(((Decision.Rejected<?>) decision).rejection()).isEqualTo(code);
    }

    private static ChangeAccount floor(BigInteger floor) {
        return new ChangeAccount(BOOKS, ALICE, Change.to(floor), Change.keep(), MetadataPatch.KEEP);
    }

    @Test
    void open() {
        assertRejected(AccountDecision.open(ABOVE_ITS_BALANCE, OPEN, false), AccountRejection.ID_REUSED);
        assertRejected(AccountDecision.open(ABOVE_ITS_BALANCE, OPEN, true), AccountRejection.ID_REUSED);
        assertRejected(AccountDecision.open(ABOVE_ITS_BALANCE, null, false), AccountRejection.NOT_FOUND);
        assertRejected(AccountDecision.open(ABOVE_ITS_BALANCE, null, true), AccountRejection.LIMIT_VIOLATED);
    }

    @Test
    void change() {
        AccountState full =
                new AccountState(EUR, Side.CREDIT, AccountStatus.OPEN, null, BigInteger.ZERO, Map.of(), Counters.ZERO);
        AccountState closed = full.withStatus(AccountStatus.CLOSED);
        ChangeAccount aboveItsBalance = floor(BigInteger.ONE);
        assertRejected(AccountDecision.change(aboveItsBalance, closed), AccountRejection.INVALID);
        assertRejected(AccountDecision.change(aboveItsBalance, full), AccountRejection.INVALID);
        assertRejected(AccountDecision.change(aboveItsBalance, CLOSED), AccountRejection.ACCOUNT_CLOSED);
        assertRejected(AccountDecision.change(aboveItsBalance, OPEN), AccountRejection.LIMIT_VIOLATED);
    }
}
