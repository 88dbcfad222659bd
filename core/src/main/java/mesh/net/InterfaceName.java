// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

/**
 * The name of a WireGuard interface that both systems accept: letters, then a unit without leading zero, 15 characters
 * at most (IFNAMSIZ less its NUL). OpenBSD takes {@code wg} and a unit only; that is checked where the system is known.
 *
 * @param text the name itself, such as {@code wg0}
 */
public record InterfaceName(String text) implements Comparable<InterfaceName> {
    private static final Pattern SYNTAX = Pattern.compile("[a-z]{1,12}(0|[1-9][0-9]{0,4})");
    private static final int MAX_LENGTH = 15;

    /** @throws ValueFormatException if {@code text} is not such a name */
    public InterfaceName {
        if (text.length() > MAX_LENGTH || !SYNTAX.matcher(text).matches()) {
            throw new ValueFormatException(text,
                    "is not an interface name: letters a-z and a number without leading zero, 15 at most, as in wg0");
        }
    }

    /** The number at its end, 0 to 99999. */
    public int unit() {
        return Integer.parseInt(text.replaceFirst("^[a-z]+", ""));
    }

    /** True where OpenBSD's driver would create it: {@code wg} and a unit. */
    public boolean isOpenBsdWireGuard() {
        return text.matches("wg[0-9]+");
    }

    @Override
    public int compareTo(InterfaceName other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
