// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The first field of a {@code known_hosts} line: names with {@code *} and {@code ?}, separated by commas, {@code !}
 * excluding; or one hashed name, {@code |1|salt|HMAC-SHA1(salt, name)}.
 *
 * @param text the field
 */
record HostPatterns(String text) {
    private static final String HASHED = "|1|";

    boolean matches(HostKeyName name) {
        String wanted = name.toString().toLowerCase(Locale.ROOT);
        if (text.startsWith(HASHED)) {
            return matchesHash(wanted);
        }
        boolean matched = false;
        for (String pattern : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            boolean excludes = pattern.startsWith("!");
            if (glob(excludes ? pattern.substring(1) : pattern, wanted)) {
                if (excludes) {
                    return false;
                }
                matched = true;
            }
        }
        return matched;
    }

    private boolean matchesHash(String name) {
        String[] parts = text.substring(HASHED.length()).split("\\|", -1);
        if (parts.length != 2) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[0]), "HmacSHA1"));
            byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts[1]));
        } catch (GeneralSecurityException | IllegalArgumentException damaged) {
            return false;
        }
    }

    /** Linear in practice: remembers the last star only. */
    private static boolean glob(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
