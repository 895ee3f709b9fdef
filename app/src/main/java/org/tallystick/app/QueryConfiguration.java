package org.tallystick.app;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.SimpleQueryUpdateEmitter;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.command.journal.Store;
import org.tallystick.events.BeneficiaryReader;
import org.tallystick.query.account.AccountProjection;
import org.tallystick.query.account.AccountQueryHandler;
import org.tallystick.query.account.BalanceFollowers;
import org.tallystick.query.entry.BalanceSumsQueryHandler;
import org.tallystick.query.entry.EntryIndex;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.EntryQueryHandler;
import org.tallystick.query.entry.LastEntries;
import org.tallystick.query.entry.RecordedPositions;
import org.tallystick.query.entry.TrialBalanceQueryHandler;
import org.tallystick.query.http.QuerySender;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.ledger.LedgerQueryHandler;
import org.tallystick.query.live.LiveStreams;
import org.tallystick.query.payment.PaymentChainQueryHandler;
import org.tallystick.query.payment.PaymentFollowers;
import org.tallystick.query.payment.PaymentProjection;
import org.tallystick.query.payment.PaymentQueryHandler;
import org.tallystick.query.projection.ProjectionEngine;
import org.tallystick.query.projection.ReadModelDatabase;
import org.tallystick.query.standingorder.StandingOrderProjection;
import org.tallystick.query.standingorder.StandingOrderQueryHandler;
import org.tallystick.query.transaction.TransactionProjection;
import org.tallystick.query.transaction.TransactionQueryHandler;
import org.tallystick.query.transfer.TransferProjection;
import org.tallystick.query.transfer.TransferQueryHandler;

/** The read side: projections, query bus, handlers and the query API. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(
        basePackages = "org.tallystick.query",
        // Classes of other names are not even opened, which makes starts shorter.
        resourcePattern = "**/*Controller.class",
        useDefaultFilters = false,
        includeFilters = @ComponentScan.Filter(RestController.class))
class QueryConfiguration {

    @Bean(destroyMethod = "close")
    SideDatabase readModels(DataSource dataSource, @Value("${spring.datasource.url}") String url) throws SQLException {
        return SideDatabase.openDerived(dataSource, url, "readmodels");
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    ProjectionEngine projectionEngine(
            @Qualifier("readModels") SideDatabase readModels,
            Store store,
            QueryUpdateEmitter updates,
            EntryIndex entries)
            throws SQLException {
        return new ProjectionEngine(
                new ReadModelDatabase(readModels.reading(), readModels.writing(), readModels::inBulk),
                store.log(),
                List.of(
                        new LedgerProjection(),
                        new AccountProjection(new BalanceFollowers(updates)),
                        new EntryProjection(entries),
                        new TransactionProjection(),
                        new PaymentProjection(new PaymentFollowers(updates)),
                        new TransferProjection(),
                        new StandingOrderProjection()));
    }

    @Bean
    EntryIndex entryIndex() {
        return new EntryIndex();
    }

    @Bean
    QueryUpdateEmitter queryUpdateEmitter() {
        return SimpleQueryUpdateEmitter.builder().build();
    }

    @Bean
    QueryBus queryBus(
            ProjectionEngine reads,
            Store store,
            QueryUpdateEmitter updates,
            EntryIndex entries,
            BeneficiaryReader beneficiaries) {
        SimpleQueryBus bus =
                SimpleQueryBus.builder().queryUpdateEmitter(updates).build();
        RecordedPositions positions = new RecordedPositions(store.log());
        subscribe(new LedgerQueryHandler(reads), bus);
        LastEntries lastEntries = new LastEntries(entries);
        subscribe(new AccountQueryHandler(reads, lastEntries), bus);
        subscribe(new EntryQueryHandler(reads, entries), bus);
        subscribe(new TrialBalanceQueryHandler(reads, positions), bus);
        subscribe(new BalanceSumsQueryHandler(reads, lastEntries), bus);
        subscribe(new TransactionQueryHandler(reads, positions, entries), bus);
        subscribe(new PaymentQueryHandler(reads, beneficiaries), bus);
        subscribe(new PaymentChainQueryHandler(reads, store.log()), bus);
        subscribe(new TransferQueryHandler(reads), bus);
        subscribe(new StandingOrderQueryHandler(reads, beneficiaries), bus);
        return bus;
    }

    private static <T> void subscribe(T handler, QueryBus bus) {
        new AnnotationQueryHandlerAdapter<>(handler).subscribe(bus);
    }

    @Bean
    QuerySender querySender(QueryBus queryBus) {
        return new QuerySender(queryBus);
    }

    @Bean
    LiveStreams liveStreams(QuerySender queries) {
        return new LiveStreams(queries);
    }
}
