// SPDX-License-Identifier: Apache-2.0
package mesh.vault;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.exceptionfactory.jagged.DecryptingChannelFactory;
import com.exceptionfactory.jagged.EncryptingChannelFactory;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.armor.ArmoredDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.armor.ArmoredEncryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;

/**
 * The age format, version 1: writes binary and armored files for X25519 recipients, and reads them. Whatever fails says
 * which file and why, with nothing of its content.
 */
public final class AgeFiles {
    private static final String VERSION = "age-encryption.org/v1";
    private static final String ARMOR = "-----BEGIN AGE ENCRYPTED FILE-----";
    private static final String SUPPORTED = "X25519";
    /** No secret of a mesh is anywhere near it. */
    private static final int MAX_PLAIN_BYTES = 64 * 1024;

    private AgeFiles() {}

    /**
     * @param plain stays the caller's, who overwrites it
     * @param recipients {@code age1…}, at least one
     * @throws AgeException if a recipient is not an X25519 one
     */
    public static byte[] encrypt(byte[] plain, List<String> recipients) throws AgeException {
        return encrypt(plain, recipients, new StandardEncryptingChannelFactory());
    }

    /** As {@link #encrypt}, as lines of text with a final line end. */
    public static String encryptArmored(byte[] plain, List<String> recipients) throws AgeException {
        return new String(encrypt(plain, recipients, new ArmoredEncryptingChannelFactory()),
                StandardCharsets.US_ASCII);
    }

    private static byte[] encrypt(byte[] plain, List<String> recipients, EncryptingChannelFactory factory)
            throws AgeException {
        List<RecipientStanzaWriter> writers = new ArrayList<>();
        for (String recipient : recipients) {
            writers.add(writer(recipient));
        }
        if (writers.isEmpty()) {
            throw new AgeException("keys.recipients is empty: name at least one age recipient (age1…)");
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (WritableByteChannel out = factory
                .newEncryptingChannel(Channels.newChannel(file), writers)) {
            out.write(ByteBuffer.wrap(plain));
        } catch (GeneralSecurityException | IOException failed) {
            throw new AgeException("age encryption failed in " + failed.getClass().getSimpleName());
        }
        return file.toByteArray();
    }

    /**
     * @param file an age file, binary or armored
     * @param name the file's name, for messages
     * @return the content; the caller overwrites it
     * @throws AgeException if none of {@code identities} opens it, or it is damaged
     */
    public static byte[] decrypt(byte[] file, String name, AgeIdentities identities) throws AgeException {
        boolean armored = new String(file, 0, Math.min(file.length, ARMOR.length()), StandardCharsets.ISO_8859_1)
                .equals(ARMOR);
        DecryptingChannelFactory factory = armored
                ? new ArmoredDecryptingChannelFactory()
                : new StandardDecryptingChannelFactory();
        ByteBuffer plain = ByteBuffer.allocate(MAX_PLAIN_BYTES + 1);
        try (ReadableByteChannel in = factory.newDecryptingChannel(Channels.newChannel(new ByteArrayInputStream(file)),
                new ArrayList<>(identities.readers()))) {
            while (plain.hasRemaining() && in.read(plain) >= 0) {
                // until the end
            }
            if (!plain.hasRemaining()) {
                throw new AgeException(name + " is larger than " + MAX_PLAIN_BYTES + " bytes: it is no key of a mesh");
            }
            return Arrays.copyOf(plain.array(), plain.position());
        } catch (GeneralSecurityException | IOException | RuntimeException failed) {
            throw new AgeException(name + ": " + (armored ? "no identity opens it, or it is damaged" : why(file)));
        } finally {
            Arrays.fill(plain.array(), (byte) 0);
        }
    }

    private static RecipientStanzaWriter writer(String recipient) throws AgeException {
        String quoted = "keys.recipients: '" + recipient.substring(0, Math.min(recipient.length(), 70)) + "' ";
        if (recipient.startsWith("AGE-SECRET-KEY-")) {
            throw new AgeException("keys.recipients holds an age identity, which is SECRET: put its public half there"
                    + " (age-keygen -y FILE), and make a new identity if the spec was ever committed");
        }
        if (recipient.startsWith("age1pq1")) {
            throw new AgeException(
                    quoted + "is a post-quantum recipient; only X25519 ones (62 characters) are supported");
        }
        if (recipient.startsWith("ssh-")) {
            throw new AgeException(quoted + "is an SSH key; only X25519 recipients (age1…) are supported");
        }
        try {
            return X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient);
        } catch (GeneralSecurityException | RuntimeException damaged) {
            throw new AgeException(quoted + "is not an age X25519 recipient: age1 and 58 characters are expected, as"
                    + " age-keygen prints them");
        }
    }

    /** From the readable header: which kinds of recipients the file has. */
    private static String why(byte[] file) {
        String[] lines = new String(file, StandardCharsets.ISO_8859_1).split("\n", -1);
        if (!lines[0].equals(VERSION)) {
            return "is not an age file: it does not start with " + VERSION;
        }
        Set<String> types = new TreeSet<>();
        for (int i = 1; i < lines.length && !lines[i].startsWith("---"); i++) {
            String[] words = lines[i].split(" ");
            if (words[0].equals("->") && words.length > 1 && words[1].matches("[!-~]{1,64}")) {
                types.add(words[1]);
            }
        }
        if (!types.contains(SUPPORTED)) {
            return "is encrypted to recipients of type " + String.join(", ", types) + "; only " + SUPPORTED
                    + " is supported: decrypt it with age and encrypt it to an age1… recipient";
        }
        return "none of the identities opens it, or it is damaged: is the identity's public half among the"
                + " recipients it was encrypted to (keys.recipients)?";
    }
}
