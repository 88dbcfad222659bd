// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import mesh.net.Cidr;
import mesh.net.IpAddress;
import mesh.policy.FilterRule;
import mesh.policy.Traffic;
import mesh.value.ValueFormatException;

/** Reads back what a host lets pass of a policy, from the file of pf's rules that mesh wrote there. */
public final class PfFilterText {
    private static final Pattern TABLE = Pattern.compile("table (<m[0-9]+>) const \\{ ([^{}]+) \\}");
    private static final Pattern BEGINNING = Pattern.compile("match in on [a-z]+[0-9]+ tag mesh_[a-z]+[0-9]+_refused");
    private static final Pattern GUARD = Pattern
            .compile("#.*|match out on [a-z]+[0-9]+ inet6? to \\S+ tag mesh_[a-z]+[0-9]+_refused");
    private static final Pattern RULE = Pattern
            .compile("match (?:in )?on [a-z]+[0-9]+ inet6?(?: proto (tcp|udp|icmp)6?)?"
                    + "(?: from (\\S+))? to (! )?(\\S+)(?: port \\{ ([^{}]+) \\})? tag mesh_[a-z]+[0-9]+_accepted");
    private static final Pattern END = Pattern
            .compile("block return (?:in )?quick on [a-z]+[0-9]+ tagged mesh_[a-z]+[0-9]+_refused");

    private final Map<String, List<Cidr>> tables = new HashMap<>();

    private PfFilterText() {}

    /** Absent where {@code text} holds no policy, or not one that mesh writes. */
    public static Optional<List<FilterRule>> read(String text) {
        try {
            return new PfFilterText().rules(text.lines().toList());
        } catch (ValueFormatException notOurs) {
            return Optional.empty();
        }
    }

    private Optional<List<FilterRule>> rules(List<String> lines) {
        List<FilterRule> rules = new ArrayList<>();
        boolean begun = false;
        for (String line : lines) {
            Matcher table = TABLE.matcher(line);
            Matcher rule = RULE.matcher(line);
            if (table.matches()) {
                tables.put(table.group(1), items(table.group(2)).map(PfFilterText::network).toList());
            } else if (begun && rule.matches()) {
                rules.add(rule(rule));
            } else if (begun && END.matcher(line).matches()) {
                return Optional.of(rules);
            } else if (begun && !GUARD.matcher(line).matches()) {
                return Optional.empty();
            }
            begun |= BEGINNING.matcher(line).matches();
        }
        return Optional.empty();
    }

    private FilterRule rule(Matcher rule) {
        boolean internet = rule.group(3) != null || rule.group(4).equals("2000::/3");
        List<Cidr> from = rule.group(2) == null ? List.of() : networks(rule.group(2));
        return new FilterRule(rule.group(2) == null, from, internet ? List.of() : networks(rule.group(4)), internet,
                traffic(rule.group(1), rule.group(5)));
    }

    private static Traffic traffic(String protocol, String ports) {
        if (ports == null) {
            return Traffic.parse(protocol == null ? "any" : protocol);
        }
        return items(ports).map(range -> Traffic.parse(protocol + ":" + range.replace(':', '-')))
                .reduce(Traffic.NONE, Traffic::plus);
    }

    private List<Cidr> networks(String operand) {
        return operand.startsWith("<")
                ? tables.getOrDefault(operand, List.of())
                : List.of(network(operand));
    }

    private static Cidr network(String text) {
        return text.contains("/") ? Cidr.parse(text) : Cidr.host(IpAddress.parse(text));
    }

    private static Stream<String> items(String list) {
        return Stream.of(list.split(", "));
    }
}
