package org.tallystick.app;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A bank that takes the files of the outbox, pays every order in them once, and says so in the inbox. */
final class FileBank {
    private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    private final Path outbox;
    private final Path inbox;
    private final Set<Path> seen = new HashSet<>();
    private final Set<String> paid = new HashSet<>();
    private final Map<String, Total> totals = new TreeMap<>();

    /** @param folder of the rail */
    FileBank(Path folder) {
        this.outbox = folder.resolve("outbox");
        this.inbox = folder.resolve("inbox");
    }

    /** What was paid to a bank, in minor units of two digits. */
    record Total(int payments, BigInteger amount) {
        Total plus(Total other) {
            return new Total(payments + other.payments, amount.add(other.amount));
        }
    }

    /** Works off the files that it has not seen. */
    void work() throws Exception {
        List<Path> files;
        try (Stream<Path> found = Files.list(outbox)) {
            files = found.filter(file -> file.toString().endsWith(".xml"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            if (seen.add(file)) {
                answer(file.getFileName().toString(), pay(file));
            }
        }
    }

    private List<String> pay(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document = factory.newDocumentBuilder().parse(file.toFile());
        var orders = document.getElementsByTagNameNS(NAMESPACE, "CdtTrfTxInf");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < orders.getLength(); i++) {
            Element order = (Element) orders.item(i);
            String id = text(order, "EndToEndId");
            ids.add(id);
            if (paid.add(id)) {
                BigInteger amount = new BigDecimal(text(order, "InstdAmt"))
                        .movePointRight(2)
                        .toBigIntegerExact();
                Element agent = (Element)
                        order.getElementsByTagNameNS(NAMESPACE, "CdtrAgt").item(0);
                totals.merge(agent.getTextContent().strip(), new Total(1, amount), Total::plus);
            }
        }
        return ids;
    }

    private static String text(Element order, String name) {
        return order.getElementsByTagNameNS(NAMESPACE, name).item(0).getTextContent();
    }

    private void answer(String name, List<String> ids) throws IOException {
        StringBuilder statuses = new StringBuilder();
        ids.forEach(id -> statuses.append("<TxInfAndSts><OrgnlEndToEndId>")
                .append(id)
                .append("</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>"));
        Path hidden = outbox.resolveSibling("answer-" + name);
        Files.writeString(
                hidden,
                "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>"
                        + "<OrgnlPmtInfAndSts>" + statuses + "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>");
        Files.move(hidden, inbox.resolve("answer-" + name), StandardCopyOption.ATOMIC_MOVE);
    }

    Map<String, Total> totals() {
        return totals;
    }
}
