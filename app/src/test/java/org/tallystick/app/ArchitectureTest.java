package org.tallystick.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.app.violations.UnseenEndpoint;
import org.tallystick.command.violations.FirstOfCycle;
import org.tallystick.command.violations.KnowsQueriesDecision;
import org.tallystick.command.violations.UnwatchedThread;
import org.tallystick.eventstore.violations.KnowsAccounts;
import org.tallystick.query.violations.KnowsCommands;
import org.tallystick.query.violations.SecondOfCycle;
import org.tallystick.readmodels.violations.KnowsMoney;
import org.tallystick.storage.violations.KnowsLedgers;
import org.tallystick.values.violations.KnowsSql;

class ArchitectureTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            // What is generated to prepare beans stands in the packages of the beans that it makes.
            .withImportOption(location -> !location.contains("__"))
            .importPackages("org.tallystick");

    /** In lines. */
    private static final int LONGEST_FILE = 400;

    /** Aggregates, decisions, and the states and rules that they are made of. */
    private static final String DECIDING = "org\\.tallystick\\.command\\..*\\."
            + "(Ledger|Account|Transaction|Payment|Transfer|StandingOrder|DecisionState|LedgerAccount|PostingAccounts"
            + "|ProposedTransaction|EndOfHold|ClientRequest|.*Rules?|.*Decision)";

    private static final ArchRule COMMANDS_DO_NOT_KNOW_QUERIES = noClasses()
            .that()
            .resideInAPackage("org.tallystick.command..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.tallystick.query..", "org.tallystick.readmodels..");
    private static final ArchRule QUERIES_DO_NOT_KNOW_COMMANDS = noClasses()
            .that()
            .resideInAPackage("org.tallystick.query..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.tallystick.command..",
                    "org.tallystick.eventstore.journal..",
                    "org.tallystick.eventstore.lane..");
    /** What stores is the same for every domain. */
    private static final ArchRule STORAGE_KNOWS_NOTHING_OF_OURS = noClasses()
            .that()
            .resideInAPackage("org.tallystick.storage..")
            .should()
            .dependOnClassesThat(
                    resideInAPackage("org.tallystick..").and(resideOutsideOfPackage("org.tallystick.storage..")));

    private static final ArchRule EVENT_STORE_KNOWS_NO_DOMAIN = noClasses()
            .that()
            .resideInAPackage("org.tallystick.eventstore..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.tallystick..")
                    .and(resideOutsideOfPackages("org.tallystick.eventstore..", "org.tallystick.storage..")));
    /** Of the event store they know the log alone. */
    private static final ArchRule READ_MODELS_KNOW_NO_DOMAIN = noClasses()
            .that()
            .resideInAPackage("org.tallystick.readmodels..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.tallystick..")
                    .and(resideOutsideOfPackages(
                            "org.tallystick.readmodels..", "org.tallystick.eventstore", "org.tallystick.storage..")));

    private static final ArchRule PUBLISHED_LANGUAGE_IS_FREE = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.tallystick.values..",
                    "org.tallystick.events..",
                    "org.tallystick.commands..",
                    "org.tallystick.queries..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "java.sql..", "jakarta.servlet..", "org.tallystick.api..");
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

    /** Whoever looks for an endpoint finds it by its name. */
    private static final ArchRule CONTROLLERS_ARE_FOUND =
            classes().that().areAnnotatedWith(RestController.class).should().haveSimpleNameEndingWith("Controller");

    /** A thread that nobody watches can end without a word. */
    private static final ArchRule THREADS_ARE_WATCHED = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.tallystick.command..",
                    "org.tallystick.query..",
                    "org.tallystick.saga..",
                    "org.tallystick.eventstore..",
                    "org.tallystick.readmodels..")
            .should()
            .callConstructor(Thread.class, Runnable.class)
            .orShould()
            .callConstructor(Thread.class, Runnable.class, String.class)
            .orShould()
            .callMethod(Executors.class, "newSingleThreadScheduledExecutor")
            .orShould()
            .callMethod(Executors.class, "newSingleThreadScheduledExecutor", ThreadFactory.class)
            .orShould()
            .callMethod(Executors.class, "newScheduledThreadPool", int.class)
            .orShould()
            .callMethod(Executors.class, "newScheduledThreadPool", int.class, ThreadFactory.class);

    /** What is in a cycle can only be understood, tested and moved as a whole. */
    private static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.tallystick.(**)").should().beFreeOfCycles();

    @Test
    void packagesHaveNoCycles() {
        holdsAndCanBreak(PACKAGES_HAVE_NO_CYCLES, FirstOfCycle.class, SecondOfCycle.class);
    }

    @Test
    void threadsAreMadeWhereTheyAreWatched() {
        holdsAndCanBreak(THREADS_ARE_WATCHED, UnwatchedThread.class);
    }

    @Test
    void sidesDoNotKnowEachOther() {
        holdsAndCanBreak(COMMANDS_DO_NOT_KNOW_QUERIES, KnowsQueriesDecision.class);
        holdsAndCanBreak(QUERIES_DO_NOT_KNOW_COMMANDS, KnowsCommands.class);
    }

    @Test
    void enginesKnowNoDomain() {
        holdsAndCanBreak(STORAGE_KNOWS_NOTHING_OF_OURS, KnowsLedgers.class);
        holdsAndCanBreak(EVENT_STORE_KNOWS_NO_DOMAIN, KnowsAccounts.class);
        holdsAndCanBreak(READ_MODELS_KNOW_NO_DOMAIN, KnowsMoney.class);
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

    @Test
    void filesStayShort() throws IOException {
        assertThat(filesLongerThan(LONGEST_FILE)).isEmpty();
        assertThat(filesLongerThan(LONGEST_FILE / 2)).isNotEmpty();
    }

    private static List<Path> filesLongerThan(int lines) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> folders = Files.list(Path.of(".."))) {
            List<Path> modules = folders.map(each -> each.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList();
            for (Path module : modules) {
                try (Stream<Path> files = Files.walk(module)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        if (Files.readAllLines(file).size() > lines) {
                            found.add(file);
                        }
                    }
                }
            }
        }
        return found;
    }

    private static void holdsAndCanBreak(ArchRule rule, Class<?>... violation) {
        rule.check(PRODUCT);
        JavaClasses broken = new ClassFileImporter().importClasses(violation);
        assertThat(rule.evaluate(broken).hasViolation()).isTrue();
    }
}
