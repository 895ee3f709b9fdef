package org.tallystick.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.tallystick");

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
            .haveNameMatching("org\\.tallystick\\.command\\..*\\.(Ledger|Account|Transaction|.*Decision)")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "java.sql..", "jakarta.servlet..");

    @Test
    void sidesDoNotKnowEachOther() {
        COMMANDS_DO_NOT_KNOW_QUERIES.check(PRODUCT);
        QUERIES_DO_NOT_KNOW_COMMANDS.check(PRODUCT);
    }

    @Test
    void thePublishedLanguageIsFreeOfFrameworks() {
        PUBLISHED_LANGUAGE_IS_FREE.check(PRODUCT);
    }

    @Test
    void aggregatesAndDecisionsArePure() {
        AGGREGATES_ARE_PURE.check(PRODUCT);
    }

    @Test
    void aRuleOfThisKindFindsAViolation() {
        ArchRule broken = noClasses()
                .that()
                .resideInAPackage("org.tallystick.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.tallystick.query..");
        assertThat(broken.evaluate(PRODUCT).hasViolation()).isTrue();
    }
}
