// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import mesh.net.Cidr;
import mesh.net.IpAddress;
import mesh.policy.FilterRule;
import mesh.policy.Traffic;
import mesh.value.ValueFormatException;

/** Reads back what a host lets pass of a policy, from the file of rules that mesh wrote there. */
public final class FilterText {
    private static final String CHAIN = "chain policy_accepts {";
    private static final String SET = "\\{ ([^{}]+) \\}";
    private static final Pattern RULE = Pattern.compile("(?:ip6? saddr " + SET + " )?ip6? daddr (!= )?" + SET
            + "(?: (tcp|udp) dport " + SET + "| meta l4proto (tcp|udp|icmp|ipv6-icmp))? accept");

    private FilterText() {}

    /** Absent where {@code text} holds no policy, or not one that mesh writes. */
    public static Optional<List<FilterRule>> read(String text) {
        int start = text.indexOf(CHAIN);
        if (start < 0) {
            return Optional.empty();
        }
        List<FilterRule> rules = new ArrayList<>();
        for (String line : text.substring(start + CHAIN.length()).lines().map(String::strip).toList()) {
            if (line.equals("}")) {
                return Optional.of(rules);
            }
            Matcher rule = RULE.matcher(line);
            if (!line.isEmpty() && !rule.matches()) {
                return Optional.empty();
            }
            if (!line.isEmpty()) {
                try {
                    rules.add(rule(rule));
                } catch (ValueFormatException notOurs) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static FilterRule rule(Matcher rule) {
        List<Cidr> from = networks(rule.group(1));
        boolean internet = rule.group(2) != null || rule.group(3).equals("2000::/3");
        return new FilterRule(rule.group(1) == null, from, internet ? List.of() : networks(rule.group(3)), internet,
                traffic(rule));
    }

    private static Traffic traffic(Matcher rule) {
        if (rule.group(4) != null) {
            return items(rule.group(5)).map(ports -> Traffic.parse(rule.group(4) + ":" + ports)).reduce(Traffic.NONE,
                    Traffic::plus);
        }
        return Traffic.parse(rule.group(6) == null ? "any" : rule.group(6).replace("ipv6-", ""));
    }

    private static List<Cidr> networks(String list) {
        return list == null
                ? List.of()
                : items(list).map(one -> one.contains("/") ? Cidr.parse(one) : Cidr.host(IpAddress.parse(one)))
                        .toList();
    }

    private static Stream<String> items(String list) {
        return Stream.of(list.split(", "));
    }
}
