package org.tallystick.saga.rail.iso20022;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.tallystick.saga.rail.RailInstruction;

/** Writes payment orders as {@code pain.001.001.09} (CustomerCreditTransferInitiationV09 of ISO 20022). */
final class Pain001Writer {
    private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
    /** Of the optional control sum; a longer one is left out. */
    private static final int MAX_SUM_DIGITS = 18;

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();

    private final Iso20022Settings.Debtor debtor;
    private final XMLStreamWriter xml;

    private Pain001Writer(Iso20022Settings.Debtor debtor, XMLStreamWriter xml) {
        this.debtor = debtor;
        this.xml = xml;
    }

    /** @param orders by their message identifiers, which go through all banks as end-to-end identifiers */
    static byte[] write(
            Iso20022Settings.Debtor debtor, String file, SortedMap<String, RailInstruction> orders, Instant createdAt) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = FACTORY.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            new Pain001Writer(debtor, xml).document(file, orders, createdAt.truncatedTo(ChronoUnit.SECONDS));
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private interface Content {
        void write() throws XMLStreamException;
    }

    private void element(String name, Content content) throws XMLStreamException {
        xml.writeStartElement(name);
        content.write();
        xml.writeEndElement();
    }

    private void element(String name, String text) throws XMLStreamException {
        element(name, () -> xml.writeCharacters(text));
    }

    private void document(String file, SortedMap<String, RailInstruction> orders, Instant createdAt)
            throws XMLStreamException {
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        element("Document", () -> {
            xml.writeDefaultNamespace(NAMESPACE);
            element("CstmrCdtTrfInitn", () -> {
                element("GrpHdr", () -> header(file, orders.values(), createdAt));
                for (Map.Entry<String, SortedMap<String, RailInstruction>> batch : byCurrency(orders)) {
                    String id = BankIds.batch(file, batch.getKey());
                    element("PmtInf", () -> batch(id, batch.getValue(), createdAt));
                }
            });
        });
        xml.writeEndDocument();
    }

    private static Collection<Map.Entry<String, SortedMap<String, RailInstruction>>> byCurrency(
            SortedMap<String, RailInstruction> orders) {
        return orders.entrySet().stream()
                .collect(Collectors.groupingBy(
                        order -> currency(order.getValue()),
                        TreeMap::new,
                        Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new)))
                .entrySet()
                .stream()
                .map(batch -> Map.entry(batch.getKey(), (SortedMap<String, RailInstruction>) batch.getValue()))
                .toList();
    }

    private static String currency(RailInstruction order) {
        return order.amount().asset().code();
    }

    private void header(String file, Collection<RailInstruction> orders, Instant createdAt) throws XMLStreamException {
        element("MsgId", file);
        element("CreDtTm", createdAt.toString());
        totals(orders);
        element("InitgPty", () -> element("Nm", debtor.name()));
    }

    private void totals(Collection<RailInstruction> orders) throws XMLStreamException {
        BigDecimal sum =
                orders.stream().map(order -> Decimals.of(order.amount())).reduce(BigDecimal.ZERO, BigDecimal::add);
        element("NbOfTxs", Integer.toString(orders.size()));
        if (sum.precision() <= MAX_SUM_DIGITS) {
            element("CtrlSum", sum.toPlainString());
        }
    }

    private void batch(String id, SortedMap<String, RailInstruction> orders, Instant createdAt)
            throws XMLStreamException {
        element("PmtInfId", id);
        element("PmtMtd", "TRF");
        // One entry per payment in the bank's books, so that each is notified by its own identifier.
        element("BtchBookg", "false");
        totals(orders.values());
        LocalDate today = createdAt.atZone(ZoneOffset.UTC).toLocalDate();
        element("ReqdExctnDt", () -> element("Dt", today.toString()));
        element("Dbtr", () -> element("Nm", debtor.name()));
        element("DbtrAcct", () -> account(debtor.account()));
        element("DbtrAgt", () -> bank(debtor.bank()));
        for (Map.Entry<String, RailInstruction> order : orders.entrySet()) {
            element("CdtTrfTxInf", () -> order(order.getKey(), order.getValue()));
        }
    }

    private void order(String endToEndId, RailInstruction order) throws XMLStreamException {
        element("PmtId", () -> {
            element("InstrId", endToEndId);
            element("EndToEndId", endToEndId);
        });
        element(
                "Amt",
                () -> element("InstdAmt", () -> {
                    xml.writeAttribute("Ccy", currency(order));
                    xml.writeCharacters(Decimals.of(order.amount()).toPlainString());
                }));
        element("CdtrAgt", () -> bank(order.beneficiary().bank()));
        element("Cdtr", () -> element("Nm", order.beneficiary().name()));
        element("CdtrAcct", () -> account(order.beneficiary().account()));
        if (order.reference() != null) {
            element("RmtInf", () -> element("Ustrd", order.reference()));
        }
    }

    private void account(String account) throws XMLStreamException {
        element("Id", () -> {
            if (BankNumbers.isIban(account)) {
                element("IBAN", account);
            } else {
                element("Othr", () -> element("Id", account));
            }
        });
    }

    private void bank(String bank) throws XMLStreamException {
        element("FinInstnId", () -> {
            if (BankNumbers.isBic(bank)) {
                element("BICFI", bank);
            } else {
                element("Othr", () -> element("Id", bank));
            }
        });
    }
}
