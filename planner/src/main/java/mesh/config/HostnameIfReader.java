// SPDX-License-Identifier: Apache-2.0
package mesh.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.net.Cidr;
import mesh.net.InterfaceAddress;
import mesh.net.IpAddress;
import mesh.value.ValueFormatException;

/** hostname.if(5): a line an {@code ifconfig} command, a peer's options after its key, routes as shell commands. */
final class HostnameIfReader extends ConfigReader {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|\\$\\([^)]*\\)|\\S+");
    private static final String LENGTH = "[0-9]{1,3}";

    private Optional<PeerDraft> peer = Optional.empty();

    @Override
    void line(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        if (line.startsWith("!")) {
            command(line);
            return;
        }
        Deque<String> words = words(line);
        while (!words.isEmpty()) {
            option(words.remove(), words);
        }
        end();
    }

    private static Deque<String> words(String line) {
        Deque<String> words = new ArrayDeque<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            String quoted = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            words.add(quoted == null ? matcher.group() : quoted);
        }
        return words;
    }

    private void command(String line) {
        List<String> words = List.of(line.split("\\s+"));
        int at = words.indexOf(words.contains("-inet6") ? "-inet6" : "-inet");
        if (words.getFirst().matches("!(/sbin/)?route") && words.contains("add") && at >= 0 && at + 1 < words.size()) {
            route(words.get(at + 1));
        } else {
            leftover(words.getFirst());
        }
    }

    private void option(String word, Deque<String> rest) {
        switch (word) {
            case "wgkey" -> key(next(rest));
            case "wgport" -> port(next(rest));
            case "mtu" -> mtu(next(rest));
            case "inet", "inet6" -> address(rest);
            case "description" -> next(rest);
            case "up" -> {
                // an interface in a file is up
            }
            case "wgpeer" -> {
                end();
                PeerDraft draft = new PeerDraft(this);
                draft.key(next(rest));
                peer = Optional.of(draft);
            }
            default -> peer.ifPresentOrElse(draft -> option(draft, word, rest), () -> {
                leftover(word);
                rest.clear();
            });
        }
    }

    private void option(PeerDraft draft, String word, Deque<String> rest) {
        switch (word) {
            case "wgdescr", "wgdescription" -> draft.name(next(rest));
            case "wgpsk" -> {
                next(rest);
                draft.preshared(true);
            }
            case "-wgpsk" -> draft.preshared(false);
            case "-wgdescr" -> draft.name("");
            case "wgpka" -> draft.keepalive(next(rest));
            case "wgendpoint" -> endpoint(draft, next(rest), next(rest));
            case "wgaip" -> draft.allowedIp(next(rest));
            default -> leftover(word);
        }
    }

    private static void endpoint(PeerDraft draft, String host, String port) {
        draft.endpoint((host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port);
    }

    /** A key that netstart(8) takes from a file or a program is not here to be read. */
    private void key(String text) {
        if (!text.startsWith("$(") && !text.startsWith("`")) {
            privateKey(text);
        }
    }

    /** {@code [alias] ADDRESS[/LENGTH] [LENGTH or MASK [BROADCAST or NONE]]}. */
    private void address(Deque<String> rest) {
        String word = next(rest);
        String text = word.equals("alias") ? next(rest) : word;
        String length = rest.isEmpty() ? "" : rest.getFirst();
        if (text.indexOf('/') < 0 && length.matches(LENGTH + "|0x[0-9a-fA-F]{8}|255\\.[0-9.]+")) {
            rest.remove();
            parsed("inet", length, HostnameIfReader::prefixLength).ifPresent(bits -> address(text + "/" + bits));
        } else if (text.matches("autoconf|-inet6?|eui64|dhcp")) {
            leftover(text);
        } else {
            address(text);
        }
        if (!rest.isEmpty() && rest.getFirst().toUpperCase(Locale.ROOT).matches("NONE|[0-9]+(\\.[0-9]+){3}")) {
            rest.remove();
        }
    }

    private static int prefixLength(String text) {
        if (text.matches(LENGTH)) {
            return Integer.parseInt(text);
        }
        long mask = text.startsWith("0x")
                ? Long.parseLong(text.substring(2), 16)
                : IpAddress.parse(text).number().longValueExact();
        int bits = Long.bitCount(mask);
        if (mask != (0xffffffffL << (32 - bits) & 0xffffffffL)) {
            throw new ValueFormatException(text, "is not a mask");
        }
        return bits;
    }

    private static String next(Deque<String> rest) {
        String word = rest.poll();
        return word == null ? "" : word;
    }

    @Override
    void end() {
        peer.ifPresent(this::add);
        peer = Optional.empty();
    }

    @Override
    List<Cidr> routes(List<Cidr> inFiles, List<InterfaceAddress> ownAddresses, List<PeerConfig> ownPeers) {
        return new ArrayList<>(inFiles);
    }
}
