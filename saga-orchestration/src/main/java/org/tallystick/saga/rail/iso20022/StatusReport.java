package org.tallystick.saga.rail.iso20022;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.tallystick.saga.rail.RailNews;

/**
 * Reads a {@code pain.002}. A status of a transaction goes before that of its batch, and that before the status of the
 * file. Statuses on the way are no news.
 */
final class StatusReport {
    private static final Set<String> SETTLED = Set.of("ACSC", "ACCC");
    private static final Set<String> REFUSED = Set.of("RJCT", "CANC");
    private static final Set<String> ON_THE_WAY =
            Set.of("RCVD", "ACTC", "ACCP", "ACFC", "ACSP", "ACWC", "ACWP", "PATC", "PART", "PDNG", "BLCK", "PRES");

    private final BiFunction<String, String, List<String>> paymentsIn;
    private final List<BankNotice> notices = new ArrayList<>();
    private final Set<String> named = new HashSet<>();

    StatusReport(BiFunction<String, String, List<String>> paymentsIn) {
        this.paymentsIn = paymentsIn;
    }

    List<BankNotice> read(XMLStreamReader xml) throws XMLStreamException {
        List<XmlElement> files = new ArrayList<>();
        SafeXml.children(xml, name -> {
            if (name.equals("OrgnlPmtInfAndSts")) {
                batch(xml);
            } else {
                XmlElement element = XmlElement.read(xml);
                if (name.equals("OrgnlGrpInfAndSts")) {
                    files.add(element);
                }
            }
        });
        files.forEach(file -> all(file, "GrpSts", file.text("OrgnlMsgId"), null));
        files.forEach(file -> explain(0, file));
        return notices;
    }

    private void batch(XMLStreamReader xml) throws XMLStreamException {
        List<XmlElement> about = new ArrayList<>();
        int first = notices.size();
        SafeXml.children(xml, name -> {
            XmlElement element = XmlElement.read(xml);
            if (name.equals("TxInfAndSts")) {
                named.add(element.text("OrgnlEndToEndId"));
                add(element, "TxSts", element.text("OrgnlEndToEndId"));
            } else {
                about.add(element);
            }
        });
        XmlElement batch = new XmlElement("OrgnlPmtInfAndSts", Map.of(), "", about);
        String id = batch.text("OrgnlPmtInfId");
        int dash = id == null ? -1 : id.lastIndexOf('-');
        if (dash > 0) {
            all(batch, "PmtInfSts", id.substring(0, dash), id.substring(dash + 1));
        }
        explain(first, batch);
    }

    /** A reason that is given once for all is that of each of them. */
    private void explain(int first, XmlElement whole) {
        StatusReason reason = StatusReason.of(whole);
        notices.subList(first, notices.size()).replaceAll(notice -> notice.within(reason));
    }

    /** What is said of a file or batch holds for those of its payments of which nothing was said yet. */
    private void all(XmlElement element, String status, String file, String currency) {
        if (kind(element.text(status)) == null) {
            return;
        }
        List<String> payments = paymentsIn.apply(file, currency);
        if (payments.isEmpty()) {
            add(element, status, file);
        }
        for (String payment : payments) {
            if (named.add(payment)) {
                add(element, status, payment);
            }
        }
    }

    private void add(XmlElement element, String status, String endToEndId) {
        RailNews.Kind kind = kind(element.text(status));
        if (kind == null) {
            return;
        }
        XmlElement amount = element.at("OrgnlTxRef", "Amt", "InstdAmt");
        StatusReason reason = StatusReason.of(element);
        notices.add(new BankNotice(
                kind,
                endToEndId,
                amount == null ? null : Decimals.parse(amount.text()),
                amount == null ? null : amount.attributes().get("Ccy"),
                element.text("AcctSvcrRef"),
                reason.code(),
                reason.text()));
    }

    /** Null for a status on the way, and where there is none. */
    private static RailNews.Kind kind(String status) {
        if (status == null || ON_THE_WAY.contains(status)) {
            return null;
        } else if (SETTLED.contains(status)) {
            return RailNews.Kind.SETTLED;
        } else if (REFUSED.contains(status)) {
            return RailNews.Kind.REFUSED;
        }
        throw new UnusableFileException("there is no status " + status);
    }
}
