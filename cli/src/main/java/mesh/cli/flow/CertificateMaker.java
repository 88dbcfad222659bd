// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import mesh.apply.KeyBirths;
import mesh.apply.SecretUnavailableException;
import mesh.apply.TlsKeys;
import mesh.cli.run.MeshException;
import mesh.cli.run.Setting;
import mesh.desired.HostTls;
import mesh.lock.Lockfile;
import mesh.name.DnsName;
import mesh.net.IpAddress;
import mesh.plan.Change;
import mesh.plan.Plan;
import mesh.tls.Authority;
import mesh.tls.Certificate;
import mesh.tls.SerialNumber;
import mesh.tls.TlsPublicKey;
import mesh.tls.Validity;
import mesh.vault.VaultSecretSource;

/** Signs certificates with the authority of the lock, whose key the vault opens for it. */
public final class CertificateMaker {
    private final Setting setting;
    private final Intent intent;
    private final Authority authority;
    private final Authority.Scope scope;

    /** @throws SecretUnavailableException if the authority's key cannot be had */
    public CertificateMaker(Setting setting, Intent intent, VaultSecretSource secrets)
            throws SecretUnavailableException {
        this.setting = setting;
        this.intent = intent;
        this.scope = AuthorityMaker.scope(intent.mesh()).orElseThrow(() -> MeshException
                .error("the spec asks for no certificates", "Add 'certificates: {}' to it."));
        if (intent.lock().authorities().isEmpty()) {
            throw MeshException.error("the mesh has no certificate authority yet", "'mesh lock' makes it.");
        }
        this.authority = secrets.authority(intent.lock().authorities().getFirst());
        if (!authority.isFor(scope)) {
            throw MeshException.error(
                    "the certificate authority is for another domain or other ranges than the spec has",
                    "Replace it: 'mesh ca rotate start'.");
        }
    }

    /** Hosts of {@code plan} for which a certificate is to be made. */
    public static List<KeyBirths.Request> requests(Plan plan) {
        return plan.hosts().stream()
                .filter(host -> host.changes().stream().anyMatch(Change.CertificateIssue.class::isInstance))
                .map(host -> new KeyBirths.Request(host.host(), host.reach())).toList();
    }

    /** The intent whose lock has a certificate for each of {@code keys}. */
    public Intent issue(List<TlsKeys.Told> keys) {
        Lockfile lock = intent.lock();
        for (TlsKeys.Told told : keys) {
            HostTls.Own own = intent.desired().hosts().stream().filter(host -> host.name().equals(told.host()))
                    .findFirst().flatMap(host -> host.ground().tls()).flatMap(HostTls::own).orElseThrow();
            if (told.publicKey().isPresent()) {
                lock = lock.withCertificate(told.host(), sign(told.publicKey().get(), own.names(), own.addresses()));
            }
        }
        return intent.with(lock);
    }

    /** A certificate for as long as the spec says, but not longer than the authority's own. */
    public Certificate sign(TlsPublicKey key, List<DnsName> names, List<IpAddress> addresses) {
        int days = intent.mesh().certificates().orElseThrow().lifetimeDays();
        Instant now = setting.clock().instant();
        Validity wanted = Validity.from(now, Duration.ofDays(days));
        Instant last = authority.certificate().notAfter();
        if (!last.isAfter(now)) {
            throw MeshException.error("the certificate authority ended on " + last,
                    "Replace it: 'mesh ca rotate start'.");
        }
        Validity validity = wanted.notAfter().isAfter(last) ? new Validity(wanted.notBefore(), last) : wanted;
        return authority.issue(scope, key, names, addresses, validity, SerialNumber.of(setting.keys().random32()));
    }
}
