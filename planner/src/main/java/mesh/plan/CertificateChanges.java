// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import mesh.desired.HostTls;
import mesh.live.LiveGround;
import mesh.live.LiveHost;
import mesh.model.Certificates;
import mesh.name.DnsName;
import mesh.plan.HostPlan.Action;
import mesh.tls.Certificate;
import mesh.tls.TlsPublicKey;

/** Which hosts need another certificate than the lock has, and why. What it holds is known after apply. Pure. */
public final class CertificateChanges {
    private final Certificates section;
    private final LocalDate today;

    /** @param today in UTC */
    public CertificateChanges(Certificates section, LocalDate today) {
        this.section = section;
        this.today = today;
    }

    /** {@code plan} with the certificates that are to be made. */
    public Plan with(Plan plan) {
        return plan.withHosts(plan.hosts().stream().map(this::with).toList());
    }

    private HostPlan with(HostPlan host) {
        if (host.action() == Action.UNKNOWN || host.action() == Action.REMOVE) {
            return host;
        }
        return host.desired().flatMap(desired -> desired.ground().tls())
                .flatMap(tls -> tls.own().flatMap(own -> change(tls, own, key(host, own)))).map(host::with)
                .orElse(host);
    }

    /** Of a host that nobody had to look at, since it has what it should, the one of its certificate. */
    private static Optional<TlsPublicKey> key(HostPlan host, HostTls.Own own) {
        return host.live().isEmpty()
                ? own.issued().map(Certificate::publicKey)
                : host.live().flatMap(LiveHost::ground).flatMap(LiveGround::tlsKey);
    }

    private Optional<Change> change(HostTls tls, HostTls.Own own, Optional<TlsPublicKey> key) {
        String names = own.names().stream().map(DnsName::text).collect(Collectors.joining(", "));
        if (own.issued().isEmpty()) {
            return Optional.of(new Change.CertificateIssue("+", "certificate for " + names + " is made"));
        }
        return why(tls, own, own.issued().get(), key)
                .map(why -> new Change.CertificateIssue("~", "certificate for " + names + " is renewed: " + why));
    }

    private Optional<String> why(HostTls tls, HostTls.Own own, Certificate issued, Optional<TlsPublicKey> key) {
        if (!key.equals(Optional.of(issued.publicKey()))) {
            return Optional.of(key.isEmpty() ? "the host has no key for it" : "the host has another key");
        }
        if (!issued.names().equals(own.names()) || !issued.addresses().equals(own.addresses())) {
            return Optional.of("the one it has is for other names or addresses");
        }
        if (tls.trusted().isEmpty() || !issued.isBy(tls.trusted().getFirst())) {
            return Optional.of("the one it has is signed by another authority");
        }
        return isDue(issued) ? Optional.of(ends(issued)) : Optional.empty();
    }

    private boolean isDue(Certificate certificate) {
        return !day(certificate).minusDays(section.renewBeforeDays()).isAfter(today);
    }

    private String ends(Certificate certificate) {
        LocalDate end = day(certificate);
        return "the one it has " + (end.isBefore(today) ? "ended on " : "ends on ") + end;
    }

    /** What there is to say of a host's certificate where nobody applies. */
    public List<Notice> notices(Optional<HostTls> tls) {
        List<Notice> notices = new ArrayList<>();
        tls.flatMap(HostTls::own).flatMap(HostTls.Own::issued).filter(this::isDue)
                .ifPresent(issued -> notices.add(new Notice(Notice.Kind.CERTIFICATE_DUE,
                        "its certificate " + (day(issued).isBefore(today) ? "ended on " : "ends on ") + day(issued)
                                + ": run 'mesh apply', which renews it")));
        return notices;
    }

    private static LocalDate day(Certificate certificate) {
        return LocalDate.ofInstant(certificate.notAfter(), ZoneOffset.UTC);
    }
}
