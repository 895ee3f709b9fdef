package org.tallystick.command.decision;

import java.util.List;
import org.tallystick.commands.Rejection;
import org.tallystick.events.DomainEvent;

/** All rules of one kind of command, in the documented order of precedence. The first one that is broken rejects. */
public final class Rules<C> {
    private final List<Rule<C>> rules;

    private Rules(List<Rule<C>> rules) {
        this.rules = rules;
    }

    /** @throws IllegalArgumentException when they are not in the order of precedence */
    @SafeVarargs
    public static <C> Rules<C> inOrder(Rule<C>... rules) {
        for (int i = 1; i < rules.length; i++) {
            Rejection before = rules[i - 1].rejection();
            Rejection after = rules[i].rejection();
            if (before.ordinal() > after.ordinal()) {
                throw new IllegalArgumentException(after.code() + " comes before " + before.code());
            }
        }
        return new Rules<>(List.of(rules));
    }

    /** Null when all are kept. */
    public <E extends DomainEvent> Decision.Rejected<E> firstBroken(C context) {
        for (int i = 0; i < rules.size(); i++) {
            Rule<C> rule = rules.get(i);
            Violation violation = rule.check().apply(context);
            if (violation != null) {
                return new Decision.Rejected<>(rule.rejection(), violation);
            }
        }
        return null;
    }
}
