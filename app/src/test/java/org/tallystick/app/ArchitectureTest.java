package org.tallystick.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.command.violations.KnowsQueriesDecision;
import org.tallystick.query.violations.KnowsCommands;
import org.tallystick.query.violations.UnseenEndpoint;
import org.tallystick.values.violations.KnowsSql;

class ArchitectureTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.tallystick");

    /** Aggregates, decisions, and the states and rules that they are made of. */
    private static final String DECIDING = "org\\.tallystick\\.command\\..*\\."
            + "(Ledger|Account|Transaction|Transfer|PlacedOrder|Books|Party|Entries|LimitRule|.*Decision)";

    private static final ArchRule COMMANDS_DO_NOT_KNOW_QUERIES = noClasses()
            .that()
            .resideInAPackage("org.tallystick.command..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.tallystick.query..");
    private static final ArchRule QUERIES_DO_NOT_KNOW_COMMANDS = noClasses()
            .that()
            .resideInAPackage("org.tallystick.query..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.tallystick.command..");
    private static final ArchRule PUBLISHED_LANGUAGE_IS_FREE = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.tallystick.values..",
                    "org.tallystick.events..",
                    "org.tallystick.commands..",
                    "org.tallystick.queries..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "java.sql..", "jakarta.servlet..");
    private static final ArchRule AGGREGATES_ARE_PURE = noClasses()
            .that()
            .haveNameMatching(DECIDING)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..", "jakarta.servlet..");
    private static final ArchRule DECISIONS_HAVE_NO_CLOCK = noClasses()
            .that()
            .haveNameMatching(DECIDING)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Clock.class, UUID.class, Random.class, SecureRandom.class);

    /** The scans for controllers open only classes of that name. */
    private static final ArchRule CONTROLLERS_ARE_FOUND =
            classes().that().areAnnotatedWith(RestController.class).should().haveSimpleNameEndingWith("Controller");

    @Test
    void sidesDoNotKnowEachOther() {
        holdsAndCanBreak(COMMANDS_DO_NOT_KNOW_QUERIES, KnowsQueriesDecision.class);
        holdsAndCanBreak(QUERIES_DO_NOT_KNOW_COMMANDS, KnowsCommands.class);
    }

    @Test
    void thePublishedLanguageIsFreeOfFrameworks() {
        holdsAndCanBreak(PUBLISHED_LANGUAGE_IS_FREE, KnowsSql.class);
    }

    @Test
    void aggregatesAndDecisionsArePure() {
        holdsAndCanBreak(AGGREGATES_ARE_PURE, KnowsQueriesDecision.class);
        holdsAndCanBreak(DECISIONS_HAVE_NO_CLOCK, KnowsQueriesDecision.class);
    }

    @Test
    void controllersAreFoundByTheirName() {
        holdsAndCanBreak(CONTROLLERS_ARE_FOUND, UnseenEndpoint.class);
    }

    private static void holdsAndCanBreak(ArchRule rule, Class<?> violation) {
        rule.check(PRODUCT);
        JavaClasses broken = new ClassFileImporter().importClasses(violation);
        assertThat(rule.evaluate(broken).hasViolation()).isTrue();
    }
}
