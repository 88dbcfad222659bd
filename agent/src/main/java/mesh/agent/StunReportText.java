// SPDX-License-Identifier: Apache-2.0
package mesh.agent;

import java.io.StringWriter;
import java.time.Duration;
import java.util.Locale;

import mesh.stun.StunOutcome;
import mesh.stun.StunReport;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A report of STUN servers for people and for programs. */
final class StunReportText {
    private static final JsonFactory JSON = new JsonFactory();

    private StunReportText() {}

    /** A line for each server, then one for each family. */
    static String human(StunReport report) {
        StringBuilder out = new StringBuilder();
        int width = report.answers().stream().mapToInt(answer -> answer.server().toString().length()).max().orElse(0);
        for (StunReport.Answer answer : report.answers()) {
            out.append(("%-" + width + "s  ").formatted(answer.server())).append(human(answer.outcome())).append('\n');
        }
        return out.append("IPv4: ").append(family(report, false)).append("\nIPv6: ").append(family(report, true))
                .append('\n').toString();
    }

    private static String human(StunOutcome outcome) {
        return switch (outcome) {
            case StunOutcome.Mapped mapped -> "sees " + mapped.address() + " after " + millis(mapped.latency())
                    + " ms" + (mapped.tries() > 1 ? ", at try " + mapped.tries() : "");
            case StunOutcome.Refused refused -> "refuses: " + refused.why();
            case StunOutcome.Silent _ -> "does not answer";
            case StunOutcome.NotSent failed -> "cannot be asked: " + failed.why();
        };
    }

    private static String family(StunReport report, boolean isV6) {
        return report.mapped(isV6).map(address -> address + ", mapping " + switch (report.mapping(isV6)) {
            case ENDPOINT_INDEPENDENT -> "endpoint-independent: peers see the same";
            case VARIES_BY_DESTINATION -> "varies by destination: each peer sees another";
            case UNKNOWN -> "unknown: it takes two servers with different addresses";
        }).orElse("nobody answers");
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toNanos() / 1e6);
    }

    /** {@code {"servers":[{"server":…,"mapped":…,"latency-ms":…,"tries":…} or {"server":…,"failure":…}],"ipv4":{…},"ipv6":{…}}}. */
    static String json(StunReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeArrayPropertyStart("servers");
            report.answers().forEach(answer -> write(out, answer));
            out.writeEndArray();
            write(out, "ipv4", report, false);
            write(out, "ipv6", report, true);
            out.writeEndObject();
        }
        return text + "\n";
    }

    private static void write(JsonGenerator out, StunReport.Answer answer) {
        out.writeStartObject();
        out.writeStringProperty("server", answer.server().toString());
        if (answer.outcome() instanceof StunOutcome.Mapped mapped) {
            out.writeStringProperty("mapped", mapped.address().toString());
            out.writeNumberProperty("latency-ms", Math.round(mapped.latency().toNanos() / 1e4) / 100.0);
            out.writeNumberProperty("tries", mapped.tries());
        } else {
            out.writeStringProperty("failure", human(answer.outcome()));
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, String family, StunReport report, boolean isV6) {
        out.writeObjectPropertyStart(family);
        report.mapped(isV6).ifPresent(address -> out.writeStringProperty("mapped", address.toString()));
        out.writeStringProperty("mapping", report.mapping(isV6).toString());
        out.writeEndObject();
    }
}
