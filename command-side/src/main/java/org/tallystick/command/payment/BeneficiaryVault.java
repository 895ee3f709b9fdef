package org.tallystick.command.payment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.tallystick.events.BeneficiaryReader;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.SealedBeneficiary;

/** Encrypts name and account number of a beneficiary by AES-256 in GCM, each with a key of its own, and erases them by it. */
public final class BeneficiaryVault implements BeneficiaryReader {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final BeneficiaryKeys keys;
    private final SecureRandom random = new SecureRandom();

    /** @param dataSource of a database that has the table {@code beneficiary_key} */
    public BeneficiaryVault(DataSource dataSource) throws SQLException {
        this.keys = new BeneficiaryKeys(dataSource);
    }

    public SealedBeneficiary seal(Beneficiary beneficiary) {
        BeneficiaryKeys.Key key = keys.next();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] plain = EventMappers.json().writeValueAsBytes(new String[] {beneficiary.name(), beneficiary.account()});
        byte[] encrypted = crypt(Cipher.ENCRYPT_MODE, key.secret(), key.id(), beneficiary.bank(), nonce, plain);
        byte[] sealed = ByteBuffer.allocate(NONCE_BYTES + encrypted.length)
                .put(nonce)
                .put(encrypted)
                .array();
        return new SealedBeneficiary(
                key.id(), beneficiary.bank(), Base64.getEncoder().encodeToString(sealed));
    }

    @Override
    public Optional<Beneficiary> open(SealedBeneficiary sealed) {
        return keys.find(sealed.key()).map(secret -> open(sealed, secret));
    }

    @Override
    public Map<String, Beneficiary> openAll(Collection<SealedBeneficiary> sealed) {
        Map<String, Optional<byte[]>> secrets =
                keys.findAll(sealed.stream().map(SealedBeneficiary::key).toList());
        Map<String, Beneficiary> opened = new HashMap<>();
        sealed.forEach(each -> secrets.get(each.key()).ifPresent(secret -> opened.put(each.key(), open(each, secret))));
        return opened;
    }

    private static Beneficiary open(SealedBeneficiary sealed, byte[] secret) {
        byte[] bytes = Base64.getDecoder().decode(sealed.sealed());
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        byte[] encrypted = Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length);
        byte[] plain = crypt(Cipher.DECRYPT_MODE, secret, sealed.key(), sealed.bank(), nonce, encrypted);
        String[] parts = EventMappers.json().readValue(plain, String[].class);
        return new Beneficiary(parts[0], parts[1], sealed.bank());
    }

    /** Makes a sealed beneficiary unreadable for ever, wherever copies of it are. */
    public void erase(SealedBeneficiary sealed) {
        keys.delete(sealed.key());
    }

    /** The name of the key and the bank are not secret, and cannot be changed unnoticed. */
    private static byte[] crypt(int mode, byte[] secret, String keyId, String bank, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD((keyId + "/" + bank).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the beneficiary sealed with key " + keyId + " is damaged", e);
        }
    }
}
