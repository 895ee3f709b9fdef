package org.tallystick.saga.rail.iso20022;

import com.prowidesoftware.swift.model.mx.MxCamt05400108;
import com.prowidesoftware.swift.model.mx.MxPain00200110;
import com.prowidesoftware.swift.model.mx.dic.AccountNotification17;
import com.prowidesoftware.swift.model.mx.dic.ActiveOrHistoricCurrencyAndAmount;
import com.prowidesoftware.swift.model.mx.dic.AmountType4Choice;
import com.prowidesoftware.swift.model.mx.dic.BankToCustomerDebitCreditNotificationV08;
import com.prowidesoftware.swift.model.mx.dic.CreditDebitCode;
import com.prowidesoftware.swift.model.mx.dic.CustomerPaymentStatusReportV10;
import com.prowidesoftware.swift.model.mx.dic.EntryDetails9;
import com.prowidesoftware.swift.model.mx.dic.EntryStatus1Choice;
import com.prowidesoftware.swift.model.mx.dic.EntryTransaction10;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader81;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader86;
import com.prowidesoftware.swift.model.mx.dic.OriginalGroupHeader17;
import com.prowidesoftware.swift.model.mx.dic.OriginalPaymentInstruction32;
import com.prowidesoftware.swift.model.mx.dic.OriginalTransactionReference28;
import com.prowidesoftware.swift.model.mx.dic.PaymentReturnReason5;
import com.prowidesoftware.swift.model.mx.dic.PaymentTransaction105;
import com.prowidesoftware.swift.model.mx.dic.ReportEntry10;
import com.prowidesoftware.swift.model.mx.dic.ReturnReason5Choice;
import com.prowidesoftware.swift.model.mx.dic.StatusReason6Choice;
import com.prowidesoftware.swift.model.mx.dic.StatusReasonInformation12;
import com.prowidesoftware.swift.model.mx.dic.TransactionReferences6;
import java.math.BigDecimal;
import java.time.OffsetDateTime;

/** Writes what a bank answers, with a library that is not ours. */
final class TestBank {
    private static final OffsetDateTime THEN = OffsetDateTime.parse("2026-03-31T13:00:00Z");

    private TestBank() {}

    /** A status of one transaction. */
    static PaymentTransaction105 status(String endToEndId, String status) {
        return new PaymentTransaction105().setOrgnlEndToEndId(endToEndId).setTxSts(status);
    }

    static PaymentTransaction105 refused(String endToEndId, String... codes) {
        PaymentTransaction105 refused = status(endToEndId, "RJCT");
        for (String code : codes) {
            refused.addStsRsnInf(reason(code));
        }
        return refused;
    }

    static PaymentTransaction105 settled(String endToEndId, String amount, String currency) {
        AmountType4Choice ordered = new AmountType4Choice().setInstdAmt(amount(amount, currency));
        return status(endToEndId, "ACSC").setOrgnlTxRef(new OriginalTransactionReference28().setAmt(ordered));
    }

    private static StatusReasonInformation12 reason(String code) {
        return new StatusReasonInformation12()
                .setRsn(new StatusReason6Choice().setCd(code))
                .addAddtlInf("the bank's words");
    }

    static String report(PaymentTransaction105... transactions) {
        OriginalPaymentInstruction32 batch = new OriginalPaymentInstruction32().setOrgnlPmtInfId("batch");
        for (PaymentTransaction105 transaction : transactions) {
            batch.addTxInfAndSts(transaction);
        }
        return report(file("unnamed", null), batch);
    }

    static OriginalGroupHeader17 file(String file, String status) {
        return file(file, status, "FF01");
    }

    static OriginalGroupHeader17 file(String file, String status, String code) {
        OriginalGroupHeader17 header =
                new OriginalGroupHeader17().setOrgnlMsgId(file).setOrgnlMsgNmId("pain.001.001.09");
        return status == null ? header : header.setGrpSts(status).addStsRsnInf(reason(code));
    }

    static OriginalPaymentInstruction32 batch(String batch, String status) {
        return batch(batch, status, "AC01");
    }

    static OriginalPaymentInstruction32 batch(String batch, String status, String code) {
        return new OriginalPaymentInstruction32()
                .setOrgnlPmtInfId(batch)
                .setPmtInfSts(status)
                .addStsRsnInf(reason(code));
    }

    static String report(OriginalGroupHeader17 file, OriginalPaymentInstruction32... batches) {
        CustomerPaymentStatusReportV10 report = new CustomerPaymentStatusReportV10()
                .setGrpHdr(new GroupHeader86().setMsgId("bank-1").setCreDtTm(THEN))
                .setOrgnlGrpInfAndSts(file);
        for (OriginalPaymentInstruction32 batch : batches) {
            report.addOrgnlPmtInfAndSts(batch);
        }
        MxPain00200110 message = new MxPain00200110();
        message.setCstmrPmtStsRpt(report);
        return message.document();
    }

    static String notification(ReportEntry10... entries) {
        AccountNotification17 account = new AccountNotification17().setId("n1");
        for (ReportEntry10 entry : entries) {
            account.addNtry(entry);
        }
        MxCamt05400108 message = new MxCamt05400108();
        message.setBkToCstmrDbtCdtNtfctn(new BankToCustomerDebitCreditNotificationV08()
                .setGrpHdr(new GroupHeader81().setMsgId("bank-2").setCreDtTm(THEN))
                .addNtfctn(account));
        return message.document();
    }

    static ReportEntry10 entry(CreditDebitCode side, String status, String amount, EntryTransaction10... transactions) {
        EntryDetails9 details = new EntryDetails9();
        for (EntryTransaction10 transaction : transactions) {
            details.addTxDtls(transaction);
        }
        return new ReportEntry10()
                .setAmt(amount(amount, "EUR"))
                .setCdtDbtInd(side)
                .setSts(new EntryStatus1Choice().setCd(status))
                .addNtryDtls(details);
    }

    static EntryTransaction10 transaction(String endToEndId, String amount) {
        return new EntryTransaction10()
                .setRefs(new TransactionReferences6().setEndToEndId(endToEndId).setAcctSvcrRef("booked-" + amount))
                .setAmt(amount(amount, "EUR"));
    }

    static EntryTransaction10 returned(String endToEndId, String amount, String code) {
        return transaction(endToEndId, amount)
                .setRtrInf(new PaymentReturnReason5().setRsn(new ReturnReason5Choice().setCd(code)));
    }

    private static ActiveOrHistoricCurrencyAndAmount amount(String amount, String currency) {
        return new ActiveOrHistoricCurrencyAndAmount()
                .setValue(new BigDecimal(amount))
                .setCcy(currency);
    }
}
