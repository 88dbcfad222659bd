// SPDX-License-Identifier: Apache-2.0
package mesh.agent.netcheck;

import java.io.StringWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import mesh.derp.client.RelayCheck;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A {@link NetcheckReport} for programs: one object. What is not known is not there.
 * <pre>
 *  {"version": 1, "udp": true, "port": 51820, "why-not-there": "…",
 *   "ipv4": {"mapped": "203.0.113.9:51820", "mapping": "endpoint-independent"}, "ipv6": {…},
 *   "router": {"address": "192.168.1.1", "pcp": true, "nat-pmp": false, "external": "203.0.113.9"},
 *   "relays": [{"name": "r1", "stun-ipv4-ms": 12.3, "stun-ipv6-ms": 11.9, "tcp-ms": 12.9, "https-ms": 40.1, "problem": "…"}],
 *   "captive-portal": "none|captive|unknown", "clock-ahead-ms": -120,
 *   "mtu": {"device": "eth0", "device-bytes": 1500, "path-bytes": 1500, "relay": "r1"}}
 * </pre>
 * {@code clock-ahead-ms}: how much the relay's clock is ahead of this host's, give or take half a second.
 */
public final class NetcheckJson {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator out;

    private NetcheckJson(JsonGenerator out) {
        this.out = out;
    }

    /** With a line feed at its end. */
    public static String of(NetcheckReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            new NetcheckJson(out).write(report);
        }
        return text + "\n";
    }

    private void write(NetcheckReport report) {
        out.writeStartObject();
        out.writeNumberProperty("version", 1);
        out.writeBooleanProperty("udp", report.udp());
        report.port().ifPresent(port -> out.writeNumberProperty("port", port.number()));
        text("why-not-there", report.whyNotThere());
        family("ipv4", report, false);
        family("ipv6", report, true);
        report.router().ifPresent(this::router);
        out.writeArrayPropertyStart("relays");
        report.relays().forEach(this::relay);
        out.writeEndArray();
        report.captivity().map(RelayCheck.Captivity::name)
                .ifPresent(name -> text("captive-portal", name.toLowerCase(Locale.ROOT)));
        report.clockAhead().ifPresent(ahead -> out.writeNumberProperty("clock-ahead-ms", ahead.toMillis()));
        report.mtu().ifPresent(this::mtu);
        out.writeEndObject();
    }

    private void text(String key, String text) {
        if (!text.isEmpty()) {
            out.writeStringProperty(key, text);
        }
    }

    private void millis(String key, Optional<Duration> duration) {
        duration.ifPresent(it -> out.writeNumberProperty(key, Math.round(it.toNanos() / 1e4) / 100.0));
    }

    private void family(String key, NetcheckReport report, boolean isV6) {
        out.writeObjectPropertyStart(key);
        report.stun().mapped(isV6).ifPresent(address -> text("mapped", address.toString()));
        text("mapping", report.stun().mapping(isV6).toString());
        out.writeEndObject();
    }

    private void router(NetcheckReport.Router router) {
        out.writeObjectPropertyStart("router");
        text("address", router.address().toString());
        out.writeBooleanProperty("pcp", router.speaks().pcp());
        out.writeBooleanProperty("nat-pmp", router.speaks().natPmp());
        router.speaks().external().ifPresent(outer -> text("external", outer.toString()));
        out.writeEndObject();
    }

    private void relay(NetcheckReport.RelayLine relay) {
        out.writeStartObject();
        text("name", relay.name());
        millis("stun-ipv4-ms", relay.v4());
        millis("stun-ipv6-ms", relay.v6());
        millis("tcp-ms", relay.https().map(RelayCheck.Answer::connected));
        millis("https-ms", relay.https().map(RelayCheck.Answer::answered));
        text("problem", relay.problem());
        out.writeEndObject();
    }

    private void mtu(NetcheckReport.Mtu mtu) {
        out.writeObjectPropertyStart("mtu");
        text("device", mtu.device());
        out.writeNumberProperty("device-bytes", mtu.deviceBytes());
        mtu.pathBytes().ifPresent(bytes -> out.writeNumberProperty("path-bytes", bytes));
        text("relay", mtu.relay());
        out.writeEndObject();
    }
}
