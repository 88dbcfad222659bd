// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.name.NodeName;
import mesh.value.ValueFormatException;
import mesh.value.Sha256;

/**
 * One part of the hosts, as {@code 2/4}. A host's name alone says in which of so many shards it is, so that every host is
 * in exactly one, and stays there whatever hosts come and go.
 *
 * @param number which one, from 1 to {@code count}
 * @param count of shards, from 1 to {@value #MOST}
 */
public record Shard(int number, int count) {
    /** More shards than this have no use. */
    static final int MOST = 1000;

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,4})/([0-9]{1,4})");

    public Shard {
        if (count < 1 || count > MOST || number < 1 || number > count) {
            throw wrong(number + "/" + count);
        }
    }

    private static ValueFormatException wrong(String text) {
        return new ValueFormatException(text,
                "is not a shard: it is written NUMBER/COUNT, as 2/4, with a COUNT from 1 to "
                        + MOST + " and a NUMBER from 1 to COUNT");
    }

    /** Reads {@code 2/4}. */
    public static Shard parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw wrong(text);
        }
        return new Shard(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    /** True where {@code host} is in this shard. */
    public boolean holds(NodeName host) {
        return of(host, count) == number;
    }

    /** The number of the shard that {@code host} is in, from 1 to {@code count}. */
    static int of(NodeName host, int count) {
        byte[] digest = Sha256.of(host.text());
        long head = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            head = head << Byte.SIZE | Byte.toUnsignedLong(digest[i]);
        }
        return (int) (head % count) + 1;
    }

    @Override
    public String toString() {
        return number + "/" + count;
    }
}
