// SPDX-License-Identifier: Apache-2.0
package mesh.bench.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options of Java with which a host's service runs the agent, as the templates have them. */
public final class ServiceOptions {
    /** Of a host with few peers. */
    private static final String HEAP_MIB = "24";

    private static final Pattern EVERYWHERE = Pattern.compile("(?m)^(-XX.*) -jar ");
    private static final Pattern ON_LINUX = Pattern.compile("(?m)^ExecStart=\\S+ (-XX\\S+) ");

    private ServiceOptions() {}

    /** Of this checkout, or those that {@code AGENT_OPTIONS} has. */
    public static String ofCheckout() throws IOException {
        String named = System.getenv().getOrDefault("AGENT_OPTIONS", "");
        return named.isEmpty() ? read(Path.of(System.getProperty("mesh.root", "."), "templates")) : named;
    }

    /** @param templates the directory of the checkout */
    static String read(Path templates) throws IOException {
        return find(ON_LINUX, templates.resolve("agent.service.ftl")) + " "
                + find(EVERYWHERE, templates.resolve("agent.java.ftl")).replace("${heapMib}", HEAP_MIB);
    }

    private static String find(Pattern pattern, Path file) throws IOException {
        Matcher found = pattern.matcher(Files.readString(file));
        if (!found.find()) {
            throw new IOException(file + " has no options of java");
        }
        return found.group(1);
    }
}
